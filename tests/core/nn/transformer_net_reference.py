"""Numbers (of 255) for transformer_net_test.cpp: the network of PyTorch's fast_neural_style example, written out in plain torch,
with made weights and, where a folder is given, with the two networks of weights/johnson.

/usr/bin/python3 tests/core/nn/transformer_net_reference.py [FOLDER]
"""
import math
import sys

import torch
import torch.nn.functional as F


def made(number, shape, amplitude, middle=0.0):
    count = math.prod(shape)
    return (middle + amplitude * torch.sin(0.37 * torch.arange(count, dtype=torch.float64) + 1.3 * number)).reshape(shape).float()


def names():
    out = [("conv1", "in1"), ("conv2", "in2"), ("conv3", "in3")]
    for r in range(1, 6):
        out += [(f"res{r}.conv1", f"res{r}.in1"), (f"res{r}.conv2", f"res{r}.in2")]
    return out + [("deconv1", "in4"), ("deconv2", "in5"), ("deconv3", None)]


def made_weights(a, b, c):
    shapes = [(3, a, 9), (a, b, 3), (b, c, 3)] + [(c, c, 3)] * 10 + [(c, b, 3), (b, a, 3), (a, 3, 9)]
    state, number = {}, 0
    for (conv, norm), (i, o, k) in zip(names(), shapes):
        state[conv + ".conv2d.weight"] = made(number, (o, i, k, k), 1 / math.sqrt(i * k * k))
        state[conv + ".conv2d.bias"] = made(number + 1, (o,), 0.1)
        if norm:
            state[norm + ".weight"] = made(number + 2, (o,), 0.3, 1.0)
            state[norm + ".bias"] = made(number + 3, (o,), 0.2)
        number += 4
    return state


def run(s, x):
    def conv(x, name, stride=1):
        w = s[name + ".conv2d.weight"]
        return F.conv2d(F.pad(x, [w.shape[2] // 2] * 4, mode="reflect"), w, s[name + ".conv2d.bias"], stride)

    def norm(x, name):
        return F.instance_norm(x, weight=s[name + ".weight"], bias=s[name + ".bias"])

    y = F.relu(norm(conv(x, "conv1"), "in1"))
    y = F.relu(norm(conv(y, "conv2", 2), "in2"))
    y = F.relu(norm(conv(y, "conv3", 2), "in3"))
    for r in range(1, 6):
        z = F.relu(norm(conv(y, f"res{r}.conv1"), f"res{r}.in1"))
        y = norm(conv(z, f"res{r}.conv2"), f"res{r}.in2") + y
    for d, n in (("deconv1", "in4"), ("deconv2", "in5")):
        y = F.relu(norm(conv(F.interpolate(y, scale_factor=2, mode="nearest"), d), n))
    return conv(y, "deconv3")


def picture(width, height):
    c, y, x = torch.meshgrid(torch.arange(3.0), torch.arange(float(height)), torch.arange(float(width)), indexing="ij")
    return (0.5 + 0.4 * torch.sin(0.3 * x + 0.21 * y + c)).unsqueeze(0)


def show(title, state, width, height):
    with torch.no_grad():
        out = run(state, picture(width, height) * 255)[:, :, :height, :width]
    flat = out.flatten()
    picked = [flat[i * (flat.numel() - 1) // 5].item() for i in range(6)]
    print(title, width, height, f"mean {out.mean().item():.6f} std {out.std(unbiased=False).item():.6f}", ", ".join(f"{v:.6f}" for v in picked))


show("made", made_weights(4, 8, 12), 22, 21)
show("made", made_weights(4, 8, 12), 40, 36)
if len(sys.argv) > 1:
    for file in ("candy_legacy", "mosaic_zip"):
        show(file, torch.load(f"{sys.argv[1]}/johnson/{file}.pth", map_location="cpu"), 90, 70)
