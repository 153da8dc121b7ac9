"""Writes vectors.json.gz: steps of small networks in Keras.

    pip install keras jax    (keras 3.15.1, jax 0.10.2 here)
    KERAS_BACKEND=jax python steps.py

For each case of cases.jsonl, which go test ./engine -run ThoseOfKeras -write
writes: probabilities, the gradient of the first batch's mean loss, and the
weights after five steps on that batch. Inputs, labels and first weights are not
stored: both sides draw them from the same generator. It takes some minutes, most
of them JAX's compiler.
"""

import gzip
import json
import pathlib

import jax
import keras
import numpy as np
from keras import layers

HERE = pathlib.Path(__file__).parent
ROWS, STEPS = 5, 5


class Numbers:
    """A linear congruential generator modulo 2^32 (Knuth, TAOCP 2, 3.3.4), its upper 24 bits scaled to -1 ... 1."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return (self.state >> 8) / 2**23 - 1

    def array(self, shape, scale=1.0):
        return np.array([scale * self.next() for _ in range(int(np.prod(shape)))], dtype="float32").reshape(shape)


def build(case):
    make = {name: getattr(layers, name) for name in (
        "Conv2D", "MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "Flatten", "Dense")}
    stack = []
    for layer in case["model"]["layers"]:
        kind = make[layer.pop("kind")]
        stack.append(kind(**layer))
    return keras.Sequential([layers.Input(tuple(case["model"]["input"])), *stack])


def optimizer(t):
    rate = t["learning_rate"]
    if t["optimizer"] == "sgd":
        return keras.optimizers.SGD(rate, momentum=t.get("momentum", 0.0), nesterov=t.get("nesterov", False))
    return {"rmsprop": keras.optimizers.RMSprop, "adam": keras.optimizers.Adam}[t["optimizer"]](rate)


def digits(arrays):
    flat = np.concatenate([np.asarray(a, dtype="float32").ravel() for a in arrays])
    return [round(float(v), 6) for v in flat]  # half a millionth is far below what the tests allow


def run(case):
    keras.backend.clear_session()
    model = build(case)
    numbers = Numbers(case["seed"])
    x = numbers.array((ROWS, *case["model"]["input"]))
    labels = np.arange(ROWS) * 3 % 10
    model.set_weights([numbers.array(w.shape, 0.5) for w in model.weights])
    first = [np.asarray(w.value) for w in model.trainable_variables]

    def loss(weights):
        p, _ = model.stateless_call(weights, [], x)
        return keras.ops.mean(keras.losses.sparse_categorical_crossentropy(labels, p))

    gradient = jax.grad(loss)([w.value for w in model.trainable_variables])
    probabilities = model(x)
    model.compile(optimizer(case["training"]), loss="sparse_categorical_crossentropy")
    for _ in range(STEPS):
        model.train_on_batch(x, labels)
    after = [np.asarray(w.value) for w in model.trainable_variables]
    assert all(np.abs(a - b).max() > 1e-4 for a, b in zip(first, after)), "nothing was learned"
    return {
        "probabilities": digits([probabilities]), "gradient": digits(gradient), "after": digits(after),
    }


def main():
    cases = [json.loads(line) for line in (HERE / "cases.jsonl").read_text().splitlines()]
    vectors = [run(case) for case in cases]
    text = json.dumps(vectors, separators=(",", ":"))
    target = HERE / "vectors.json.gz"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"keras {keras.__version__}: {len(vectors)} cases, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
