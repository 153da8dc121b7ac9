"""Writes windows.txt: how real Keras slides a window along one axis.

    pip install keras jax numpy && KERAS_BACKEND=jax python windows.py > windows.txt

A convolution whose k-th filter is 1 at position k and 0 elsewhere copies
position k of every window, so its output says which input each window reads:
1, 2, 3 ... from the first on, 0 for padding. Max pooling must agree.
"""
import keras
import numpy as np


def slide(n, size, stride, padding):
    x = np.arange(1, n + 1, dtype="float32").reshape(1, n, 1, 1)
    copies = np.eye(size, dtype="float32").reshape(size, 1, 1, size)
    read = keras.ops.convert_to_numpy(
        keras.ops.conv(x, copies, strides=(stride, 1), padding=padding))
    return read.reshape(read.shape[1], size)


def main():
    print("# in size stride padding: out before after dropped")
    print("# keras", keras.__version__, keras.backend.backend())
    for padding in ("valid", "same"):
        for n in [*range(1, 15), 26, 27, 28]:
            for size in range(1, 8):
                for stride in (1, 2, 3):
                    if padding == "valid" and size > n:
                        continue  # Keras refuses it
                    layer = keras.layers.Conv2D(1, size, strides=stride, padding=padding)
                    out = layer.compute_output_shape((1, n, n, 1))[1]
                    windows = slide(n, size, stride, padding)
                    assert out == len(windows), (n, size, stride, padding)
                    if size in (2, 3):
                        x = np.arange(1, n + 1, dtype="float32").reshape(1, n, 1, 1)
                        pool = keras.ops.max_pool(x, (size, 1), (stride, 1), padding)
                        assert np.array_equal(np.ravel(pool), windows.max(axis=1))
                    before = int(np.argmax(windows[0] > 0))
                    after = int(np.argmax(windows[-1][::-1] > 0))
                    dropped = n - len(set(windows[windows > 0]))
                    print(n, size, stride, padding, out, before, after, dropped)


if __name__ == "__main__":
    main()
