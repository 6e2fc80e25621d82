"""Makes the files in golden/: state dicts as safetensors, with inputs and the outputs of PyTorch. Debian: python3-torch. Run in this folder.

The format is written by hand: eight bytes of length, a JSON header, the tensors one after another.
"""
import json
import struct

import torch
from torch import nn

NAMES = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}


def save(path, state):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in state.items():
        tensor = tensor.detach().contiguous()
        raw = tensor.view(torch.int16).numpy().tobytes() if tensor.dtype == torch.bfloat16 else tensor.numpy().tobytes()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def case(name, model, x, dtype=torch.float32):
    """Saves a model in a type, and what it makes of x with the numbers that the file holds."""
    model.eval()
    state = {key: value if value.dtype == torch.int64 else value.to(dtype) for key, value in model.state_dict().items()}
    save(f"golden/{name}.safetensors", state)
    model.load_state_dict({key: value if value.dtype == torch.int64 else value.float() for key, value in state.items()})
    with torch.no_grad():
        y = model(x)
    with open(f"golden/{name}.json", "w") as file:
        json.dump({"input": x.flatten().tolist(), "output": y.flatten().tolist()}, file)


class Images(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 4, 3, padding=1)
        self.norm1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 6, 3, stride=2, groups=2)
        self.norm2 = nn.BatchNorm1d(6 * 2 * 3)
        self.fc = nn.Linear(6 * 2 * 3, 3)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.norm1(self.conv1(x))), 2, ceil_mode=False)
        return self.fc(self.norm2(torch.flatten(self.conv2(x), 1)))


class Sequences(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding1 = nn.Embedding(11, 3)
        self.lstm1 = nn.LSTM(3, 5, batch_first=True)
        self.gru1 = nn.GRU(5, 4, batch_first=True)
        self.rnn1 = nn.RNN(4, 4, batch_first=True)
        self.norm1 = nn.LayerNorm(4)
        self.dense1 = nn.Linear(4, 2)

    def forward(self, x):
        x = self.gru1(self.lstm1(self.embedding1(x.long()))[0])[0]
        return self.dense1(self.norm1(self.rnn1(x)[0][:, -1]))


torch.manual_seed(1)
dense = nn.Sequential(nn.Linear(5, 7), nn.Tanh(), nn.Linear(7, 3))
for kind in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    case(f"dense-{NAMES[kind].lower()}", dense, torch.randn(4, 5), kind)
images = Images()
images.train()
for _ in range(3):
    images(torch.randn(8, 2, 10, 14))
case("images", images, torch.randn(3, 2, 10, 14))
case("sequences", Sequences(), torch.randint(0, 11, (4, 6)).float())
