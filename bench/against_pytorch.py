"""RMSprop steps of PyTorch and of ours, in turn, pair by pair; started by bench/against-pytorch. Arguments: threads, pairs, and the command that serves our steps."""
import statistics
import subprocess
import sys
import time

import torch

threads, pairs, ours = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
torch.set_num_threads(threads)
torch.manual_seed(0)
ROWS, WIDTH, INDICES, BATCHES = 1_000_000, 64, 128 * 30, 64
RUN_NS = 3e6  # one timing is at least this long, and a pair short enough to meet the same machine twice
server = subprocess.Popen([*ours, str(threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(name, steps):
    server.stdin.write(f"{name} {steps}\n")
    server.stdin.flush()
    return float(server.stdout.readline())


def timed(step, steps):
    start = time.perf_counter_ns()
    for _ in range(steps):
        step()
    return (time.perf_counter_ns() - start) / steps


def settled(timing):
    """How many steps make a run, once the code is warm."""
    steps = 1
    for _ in range(12):
        steps = max(1, min(20_000, int(RUN_NS / timing(steps))))
    return steps


def compare(label, name, peers):
    """The peer is the faster of PyTorch's ways to step."""
    counted = [(peer, settled(lambda steps, peer=peer: timed(peer, steps))) for peer in peers]
    peer, peer_steps = min(counted, key=lambda pair: statistics.median(timed(*pair) for _ in range(5)))
    our_steps = settled(lambda steps: ask(name, steps))
    results = []
    for i in range(pairs):
        if i % 2 == 0:
            theirs = timed(peer, peer_steps)
            results.append((theirs, ask(name, our_steps)))
        else:
            mine = ask(name, our_steps)
            results.append((timed(peer, peer_steps), mine))
    ratios = sorted(theirs / mine for theirs, mine in results)
    theirs, mine = (statistics.median(times) / 1000 for times in zip(*results))
    print(f"| {label} | {theirs:,.1f} | {mine:,.1f} | {statistics.median(ratios):.1f} | {ratios[pairs // 10]:.1f}–{ratios[-1 - pairs // 10]:.1f} |", flush=True)


def dense(lengths):
    def make(foreach):
        weights = [torch.nn.Parameter(torch.randn(length)) for length in lengths]
        for weight in weights:
            weight.grad = torch.randn_like(weight)
        return torch.optim.RMSprop(weights, lr=1e-6, foreach=foreach).step

    return [make(False), make(True)]


def sparse_adagrad():
    table = torch.nn.Parameter(torch.zeros(ROWS, WIDTH))
    optimizer = torch.optim.Adagrad([table], lr=1e-6)
    values = torch.randn(INDICES, WIDTH)
    batches = [torch.randint(0, ROWS, (1, INDICES)) for _ in range(BATCHES)]
    at = 0

    def step():
        nonlocal at
        table.grad = torch.sparse_coo_tensor(batches[at % BATCHES], values, (ROWS, WIDTH))
        at += 1
        optimizer.step()

    return [step]


print(f"| {threads} thread{'s' if threads > 1 else ''} | PyTorch, µs a step | ours, µs a step | PyTorch ÷ ours, median of {pairs} pairs | 10th–90th percentile |\n|---|---|---|---|---|")
for size in (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000):
    compare(f"{size:.0e} weights", str(size), dense([size]))
lengths = [round(65_536 ** ((i + 0.5) / 200)) for i in range(200)]
compare(f"200 tensors, {sum(lengths):,} weights", "tensors:" + ",".join(map(str, lengths)), dense(lengths))
compare("AdaGrad on 3,840 rows of 1,000,000 × 64", "sparse", sparse_adagrad())
server.stdin.close()
