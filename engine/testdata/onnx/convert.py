"""Converts the ONNX backend test cases that apply to Convlab's layers.

    apt-get install libonnx-testdata    (1.12.0 here)
    pip install onnx                    (1.23.2 here)
    python3 convert.py /usr/share/libonnx-testdata/data

writes vectors.json.gz next to this file: the cases in ONNX's layout, with
explicit defaults and padding. It lists every case of the operators below that
cannot be used, with the reason.
"""

import gzip
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import numpy_helper

SUITES = ["node", "pytorch-converted", "pytorch-operator", "simple"]
WINDOWS = {"Conv", "AveragePool", "MaxPool"}
OPERATORS = WINDOWS | {
    "GlobalAveragePool", "GlobalMaxPool", "Gemm", "MatMul", "Softmax", "LogSoftmax", "Relu", "Sigmoid", "Tanh",
    "Flatten", "Dropout", "SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss",
}
DEFAULTS = {
    "Softmax": {"axis": -1}, "LogSoftmax": {"axis": -1}, "Flatten": {"axis": 1},
    "Gemm": {"alpha": 1.0, "beta": 1.0, "transA": 0, "transB": 0},
    "SoftmaxCrossEntropyLoss": {"reduction": "mean"},
    "Conv": {"group": 1, "dilations": [1, 1]},
    "MaxPool": {"dilations": [1, 1], "storage_order": 0},
    "AveragePool": {"count_include_pad": 0},
}


def load(folder):
    """Returns (operator, attributes, inputs, outputs), or None where it is not one of OPERATORS alone."""
    graph = onnx.load(folder / "model.onnx").graph
    nodes = [n for n in graph.node if n.op_type != "Constant"]
    weights = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    for n in graph.node:
        if n.op_type == "Constant":
            weights[n.output[0]] = numpy_helper.to_array(n.attribute[0].t)
    if [n.op_type for n in nodes] == ["Transpose", "MatMul"]:  # PyTorch's Linear without bias
        weights = {nodes[0].output[0]: weights[nodes[0].input[0]].T}
        nodes = nodes[1:]
    if len(nodes) != 1 or nodes[0].op_type not in OPERATORS:
        return None
    node = nodes[0]
    data = folder / "test_data_set_0"
    given = {}
    for i, v in enumerate(v for v in graph.input if v.name not in weights):
        path = data / f"input_{i}.pb"
        if path.exists():
            given[v.name] = tensor(path)
    inputs = [weights.get(name, given.get(name)) for name in node.input]
    outputs = [tensor(data / f"output_{i}.pb") for i in range(len(graph.output))]
    attributes = dict(DEFAULTS.get(node.op_type, {}))
    for a in node.attribute:
        value = onnx.helper.get_attribute_value(a)
        attributes[a.name] = value.decode() if isinstance(value, bytes) else list(value) if a.ints else value
    return node.op_type, attributes, inputs, outputs


def tensor(path):
    t = onnx.TensorProto()
    t.ParseFromString(path.read_bytes())
    return numpy_helper.to_array(t)


def refusal(op, a, inputs, outputs):
    """Says why a case does not apply, or returns None."""
    if op in WINDOWS:
        if inputs[0].ndim != 4:
            return f"a window in {inputs[0].ndim - 2}D: the layers slide theirs in 2D"
        if a.get("group", 1) != 1:
            return "groups: the layers have none"
        if any(d != 1 for d in a.get("dilations", [1])):
            return "dilation: the layers have none"
    if op == "GlobalMaxPool":
        return "no such layer"
    if op == "NegativeLogLikelihoodLoss":
        return "takes logarithms of probabilities: the loss takes logits"
    if op == "MatMul" and inputs[0].ndim != 2:
        return "a stack of products: Dense has one"
    if op == "Flatten" and a["axis"] % inputs[0].ndim != 1:
        return "does not flatten just what stands behind the batch axis"
    if op == "Dropout" and (len(inputs) < 3 or len(outputs) < 2):
        return "no mask is given, so the result is the input or cannot be known"
    if op == "SoftmaxCrossEntropyLoss":
        if len(inputs) > 2:
            return "weights of classes: the loss has none"
        if inputs[0].ndim > 4:
            return "7 axes, as large as all other cases together, and no other than sce_mean_3d once laid out in rows"
        if "ignore_index" in a:
            return "an ignored label: the loss has none"
    return None


def write_out_padding(a, inputs, outputs):
    """Replaces auto_pad by pads [top left bottom right] and fills in strides."""
    a.setdefault("strides", [1, 1])
    auto = a.pop("auto_pad", "NOTSET")
    if auto.startswith("SAME"):
        before, after = [], []
        for size, stride, i, o in zip(a["kernel_shape"], a["strides"], inputs[0].shape[2:], outputs[0].shape[2:]):
            total = max((o - 1) * stride + size - i, 0)
            less, more = total // 2, total - total // 2
            before.append(less if auto == "SAME_UPPER" else more)
            after.append(more if auto == "SAME_UPPER" else less)
        a["pads"] = before + after
    a.setdefault("pads", [0, 0, 0, 0])
    for ignored in ("ceil_mode", "dilations", "group"):  # the output shape implies the first, refusal checks the others
        a.pop(ignored, None)


def first_image(op, inputs, outputs):
    """Keeps one image of a batch of large ones: the others are computed no differently."""
    if op == "Conv" and inputs[0].size > 100_000:
        inputs[0], outputs[0] = inputs[0][:1], outputs[0][:1]


def values(array):
    array = np.asarray(array)
    if array.dtype == np.float32:
        # The shortest digits that give the same float32.
        flat = [float(str(v)) for v in array.ravel()]
        flat = [int(v) if v == int(v) else v for v in flat]
    else:
        flat = [int(v) for v in array.ravel()]
    return {"shape": list(array.shape), "values": flat}


def main(root):
    cases, unused = [], []
    for suite in SUITES:
        for folder in sorted((root / suite).iterdir()):
            name = f"{suite}/{folder.name.removeprefix('test_')}"
            if not (folder / "model.onnx").exists() or name.endswith("_expanded"):
                continue  # expanded cases have the same numbers with smaller operators
            case = load(folder)
            if case is None:
                continue
            op, attributes, inputs, outputs = case
            reason = refusal(op, attributes, inputs, outputs)
            if reason:
                unused.append({"name": name, "reason": reason})
                continue
            if op in WINDOWS:
                write_out_padding(attributes, inputs, outputs)
            first_image(op, inputs, outputs)
            cases.append({
                "name": name, "op": op, "attributes": attributes,
                "inputs": [values(x) for x in inputs], "outputs": [values(y) for y in outputs],
            })
    text = json.dumps({"cases": cases, "unused": unused}, separators=(",", ":"))
    target = pathlib.Path(__file__).with_name("vectors.json.gz")
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))  # no time: the same cases give the same file
    print(f"{len(cases)} cases, {len(unused)} unused, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
