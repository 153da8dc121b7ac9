"""Writes optimizers.json: Keras's weights after each of three steps.

KERAS_BACKEND=jax python optimizers.py > optimizers.json
"""

import json

import keras
import numpy as np

WEIGHTS = [0.5, -0.25, 1.0, 0.0]
# 1e-5 is small against the root of epsilon, so the place of epsilon matters.
GRADIENTS = [[0.1, -2.0, 1e-5, 0.0], [0.3, 1.0, -1e-5, 3.0], [-0.2, 0.5, 2e-5, -1.0]]


def steps(optimizer):
    weights = keras.Variable(np.array(WEIGHTS, dtype="float32"))
    optimizer.build([weights])
    after = []
    for gradient in GRADIENTS:
        optimizer.apply([np.array(gradient, dtype="float32")], [weights])
        after.append([float(w) for w in np.array(weights.value)])
    return after


print(json.dumps({
    "keras": keras.__version__,
    "weights": WEIGHTS,
    "gradients": GRADIENTS,
    "cases": [
        {"optimizer": "rmsprop", "learning_rate": 0.001, "after": steps(keras.optimizers.RMSprop(0.001))},
        {"optimizer": "sgd", "learning_rate": 0.01, "after": steps(keras.optimizers.SGD(0.01))},
        {"optimizer": "sgd", "learning_rate": 0.01, "momentum": 0.9,
         "after": steps(keras.optimizers.SGD(0.01, momentum=0.9))},
        {"optimizer": "sgd", "learning_rate": 0.01, "momentum": 0.9, "nesterov": True,
         "after": steps(keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True))},
        {"optimizer": "adam", "learning_rate": 0.001, "after": steps(keras.optimizers.Adam(0.001))},
    ],
}, indent=1))
