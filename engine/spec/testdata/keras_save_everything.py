# The model above as a file that Convlab opens (pip install safetensors)
import json

from safetensors.numpy import save_file

arrays = {}
names = ["conv2d", "conv2d_1", "dense", "dense_1"]
for name, layer in zip(names, (l for l in model.layers if l.weights), strict=True):
    arrays[name + "/kernel"], arrays[name + "/bias"] = layer.get_weights()
save_file(arrays, "everything.safetensors", metadata={
    "format": "convlab 1",
    "model": '''{"input":[28,28,1],"layers":[
        {"kind":"Conv2D","filters":8,"kernel_size":5,"strides":2,"padding":"same","activation":"tanh"},
        {"kind":"AveragePooling2D","pool_size":2,"strides":1,"padding":"same"},
        {"kind":"Conv2D","filters":8,"kernel_size":1},
        {"kind":"Dropout","rate":0.25},
        {"kind":"MaxPooling2D","pool_size":3,"strides":2},
        {"kind":"GlobalAveragePooling2D"},
        {"kind":"Dense","units":16,"activation":"sigmoid"},
        {"kind":"Dense","units":10,"activation":"softmax"}]}''',
    "training": '{"optimizer":"sgd","learning_rate":0.00005,"momentum":0.9,"nesterov":true,"batch_size":100,"epochs":2,"examples":2000,"shift":2,"shards":4,"seed":4294967301}',
    "results": json.dumps({"epochs": 2, "accuracy": accuracy, "loss": loss}),
})
