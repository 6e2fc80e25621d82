"""The losses of 100 steps of PyTorch's RMSprop that LossForLossTests must find again.

Weights and batches are functions of an index, written here and in SeededNetwork.cs alike, so that nothing but the losses is stored.
Every one of them is a multiple of 2^-27 that float holds exactly: both sides start from the same numbers in float and in double.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 make-losses.py > losses.json      (made with PyTorch 1.13.1 on the CPU)
"""
import json

import numpy as np
import torch
import torch.nn.functional as F

STEPS, CLASSES = 100, 10


def draws(stream, count):
    """Numbers in [0, 1): the finisher of MurmurHash3 over the index, its upper 24 bits."""
    h = np.arange(count, dtype=np.uint32) + np.uint32(stream * 0x9E3779B9 & 0xFFFFFFFF)
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h *= np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    return (h >> np.uint32(8)).astype(np.float64) / (1 << 24)


def weights(stream, shape, bound):
    return torch.from_numpy((2 * draws(stream, int(np.prod(shape))) - 1) * bound).reshape(shape)


def batch(step, rows, length):
    """Half noise, half the picture of the row's class: something to learn. Row r of step s is of class (3r + s) mod 10."""
    noise, pictures = draws(1000 + step, rows * length).reshape(rows, length), draws(999, CLASSES * length).reshape(CLASSES, length)
    classes = [(3 * row + step) % CLASSES for row in range(rows)]
    return torch.from_numpy(0.5 * noise + 0.5 * pictures[classes]), torch.tensor(classes)


def dense(stream, inputs, outputs, bound):
    """Weights are drawn as Surefoot stores them, [in, out]; PyTorch wants [out, in]."""
    return [weights(stream, (inputs, outputs), bound).t().contiguous(), weights(stream + 1, (outputs,), 2**-6)]


def convolution(stream, inputs, outputs, bound):
    """[height, width, in, out] becomes [out, in, height, width]."""
    return [weights(stream, (5, 5, inputs, outputs), bound).permute(3, 2, 0, 1).contiguous(), weights(stream + 1, (outputs,), 2**-6)]


def mlp():
    return dense(1, 784, 128, 2**-4) + dense(3, 128, 10, 2**-3)


def mlp_forward(p, x):
    return F.linear(F.relu(F.linear(x, p[0], p[1])), p[2], p[3])


def conv():
    w, b = dense(5, 3136, 1024, 2**-5)
    # The rows of Surefoot's matrix are (y, x, channel); PyTorch flattens (channel, y, x).
    w = w.reshape(1024, 7, 7, 64).permute(0, 3, 1, 2).reshape(1024, 3136).contiguous()
    return convolution(1, 1, 32, 2**-2) + convolution(3, 32, 64, 2**-4) + [w, b] + dense(7, 1024, 10, 2**-4)


def conv_forward(p, x):
    x = x.reshape(-1, 1, 28, 28)
    for i in (0, 2):
        # The last window hangs over the edge, as TensorFlow's "same" padding makes it.
        x = F.max_pool2d(F.pad(F.relu(F.conv2d(x, p[i], p[i + 1], padding=2)), (0, 1, 0, 1), value=float("-inf")), 3, 2)
    return F.linear(F.relu(F.linear(x.flatten(1), p[4], p[5])), p[6], p[7])


def losses(make, forward, rows, steps, dtype):
    parameters = [p.to(dtype).requires_grad_() for p in make()]
    optimizer = torch.optim.RMSprop(parameters, lr=1e-3, alpha=0.99, eps=1e-8)
    found = []
    for step in range(steps):
        x, classes = batch(step, rows, 784)
        loss = F.cross_entropy(forward(parameters, x.to(dtype)), classes)
        found.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return found


torch.set_num_threads(1)
print(json.dumps({
    "mlp": {"rows": 32, "double": losses(mlp, mlp_forward, 32, STEPS, torch.float64), "float": losses(mlp, mlp_forward, 32, STEPS, torch.float32)},
    "2c2d": {"rows": 4, "double": losses(conv, conv_forward, 4, STEPS, torch.float64), "float": losses(conv, conv_forward, 4, 10, torch.float32)},
}, indent=1))
