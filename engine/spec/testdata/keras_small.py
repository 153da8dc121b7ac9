import keras
from keras import layers

keras.utils.set_random_seed(1)

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
y_train = y_train[:2000]
x_train = x_train[:2000].reshape(-1, 28, 28, 1).astype("float32") / 255
x_test = x_test.reshape(-1, 28, 28, 1).astype("float32") / 255

model = keras.Sequential([
    layers.Input((28, 28, 1)),
    layers.Conv2D(4, 3, strides=2, activation="relu"),
    layers.MaxPooling2D(3, strides=2, padding="same"),
    layers.Flatten(),
    layers.Dense(10, activation="softmax"),
])
model.summary()

model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.003, beta_1=0.9, beta_2=0.999, epsilon=1e-7),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x_train, y_train, batch_size=50, epochs=2)

loss, accuracy = model.evaluate(x_test, y_test)
print(f"test accuracy {accuracy:.2%}")
