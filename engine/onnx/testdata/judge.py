"""Runs onnxruntime on the ONNX files that Convlab writes.

    pip install onnx onnxruntime numpy    (onnx 1.23.2, onnxruntime 1.32.0 here)
    mkdir folder
    go test ./engine/onnx -run Onnxruntime -write folder    (fails for a new file, which has no verdict yet)
    python engine/onnx/testdata/judge.py folder

writes verdicts.json.gz next to this file: for every network the hash of its file
and the probabilities for its images. It also runs ONNX's checker on every file,
with shape inference.
"""

import gzip
import hashlib
import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

PICTURES = 100


def judge(path):
    data = path.read_bytes()
    model = onnx.load_from_string(data)
    onnx.checker.check_model(model, full_check=True)
    assert (model.ir_version, model.opset_import[0].version) == (7, 13)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    (images,), (probabilities,) = session.get_inputs(), session.get_outputs()
    assert (images.name, images.shape[0]) == ("images", "N"), (images.name, images.shape)
    assert (probabilities.name, probabilities.shape) == ("probabilities", ["N", 10])
    x = np.fromfile(path.with_suffix(".images"), dtype="<f4").reshape(PICTURES, *images.shape[1:])
    (y,) = session.run(["probabilities"], {"images": x})
    (one,) = session.run(["probabilities"], {"images": x[:1]})  # any number of rows
    assert np.abs(one - y[:1]).max() < 1e-6
    return {"sha256": hashlib.sha256(data).hexdigest(), "millionths": [round(float(p) * 1e6) for p in y.ravel()]}


def main(folder):
    verdicts = {path.stem: judge(path) for path in sorted(folder.glob("*.onnx"))}
    text = json.dumps(verdicts, separators=(",", ":"))
    target = pathlib.Path(__file__).with_name("verdicts.json.gz")
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))  # no time: the same verdicts give the same file
    print(f"{len(verdicts)} networks, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
