# Convlab's weights for the model above (pip install safetensors)
from safetensors.numpy import load_file

arrays = load_file("dense.safetensors")
names = ["dense", "dense_1"]
for name, layer in zip(names, (l for l in model.layers if l.weights), strict=True):
    layer.set_weights([arrays[name + "/kernel"], arrays[name + "/bias"]])
