# Convlab's weights for the model above (pip install safetensors)
from safetensors.numpy import load_file

arrays = load_file("convnet.safetensors")
names = ["conv2d", "conv2d_1", "conv2d_2", "dense", "dense_1"]
for name, layer in zip(names, (l for l in model.layers if l.weights), strict=True):
    layer.set_weights([arrays[name + "/kernel"], arrays[name + "/bias"]])
