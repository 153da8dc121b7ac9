# The model above as a file that Convlab opens (pip install safetensors)
import json

from safetensors.numpy import save_file

arrays = {}
names = ["conv2d", "dense"]
for name, layer in zip(names, (l for l in model.layers if l.weights), strict=True):
    arrays[name + "/kernel"], arrays[name + "/bias"] = layer.get_weights()
save_file(arrays, "small.safetensors", metadata={
    "format": "convlab 1",
    "model": '''{"input":[28,28,1],"layers":[
        {"kind":"Conv2D","filters":4,"kernel_size":3,"strides":2,"activation":"relu"},
        {"kind":"MaxPooling2D","pool_size":3,"strides":2,"padding":"same"},
        {"kind":"Flatten"},
        {"kind":"Dense","units":10,"activation":"softmax"}]}''',
    "training": '{"optimizer":"adam","learning_rate":0.003,"batch_size":50,"epochs":2,"examples":2000,"shards":4,"seed":1}',
    "results": json.dumps({"epochs": 2, "accuracy": accuracy, "loss": loss}),
})
