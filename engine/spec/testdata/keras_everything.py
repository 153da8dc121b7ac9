import keras
from keras import layers

keras.utils.set_random_seed(4294967301 % 2**32)

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
y_train = y_train[:2000]
x_train = x_train[:2000].reshape(-1, 28, 28, 1).astype("float32") / 255
x_test = x_test.reshape(-1, 28, 28, 1).astype("float32") / 255

model = keras.Sequential([
    layers.Input((28, 28, 1)),
    layers.RandomTranslation(2.5 / 28, 2.5 / 28, fill_mode="constant", interpolation="nearest"),
    layers.Conv2D(8, 5, strides=2, padding="same", activation="tanh"),
    layers.AveragePooling2D(2, strides=1, padding="same"),
    layers.Conv2D(8, 1),
    layers.Dropout(0.25),
    layers.MaxPooling2D(3, strides=2),
    layers.GlobalAveragePooling2D(),
    layers.Dense(16, activation="sigmoid"),
    layers.Dense(10, activation="softmax"),
])
model.summary()

model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.00005, momentum=0.9, nesterov=True),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x_train, y_train, batch_size=100, epochs=2)

loss, accuracy = model.evaluate(x_test, y_test)
print(f"test accuracy {accuracy:.2%}")
