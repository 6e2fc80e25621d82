"""Makes the small data sets of the stored runs: python3 make-data.py FOLDER. Nothing but Python is needed; the same bytes every time."""
import math, os, random, struct, sys, zlib

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def at(*parts):
    path = os.path.join(folder, *parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def lines(name, rows):
    with open(at(name), 'w', newline='\n', encoding='utf-8') as file:
        file.write('\n'.join(rows) + '\n')


def table(seed):
    draw = random.Random(seed)
    kinds, prices = ['length,colour,day,wet,kind'], ['length,colour,day,wet,price']
    for _ in range(48):
        length, colour, wet = draw.gauss(20, 6), draw.choice(['red', 'green', 'blue']), draw.choice(['yes', 'no'])
        day = '2024-%02d-%02d %02d:%02d' % (draw.randint(1, 12), draw.randint(1, 28), draw.randint(0, 23), draw.randint(0, 59))
        shown = '' if draw.random() < 0.1 else '%.2f' % length
        kind = 'fern' if length > 24 else 'moss' if colour == 'green' else 'reed'
        price = 3 * length + (10 if colour == 'red' else 0) - (5 if wet == 'yes' else 0) + draw.gauss(0, 1)
        kinds.append(f'{shown},{colour},{day},{wet},{kind}')
        prices.append(f'{shown},{colour},{day},{wet},{price:.3f}')
    lines('kinds.csv', kinds)
    lines('prices.csv', prices)


def series(seed):
    draw, rows = random.Random(seed), ['when,warmth,wind,state']
    for i in range(60):
        warmth = 10 * math.sin(i / 4) + draw.gauss(0, 1)
        rows.append(f'2024-03-{1 + i // 24:02d} {i % 24:02d}:00,{warmth:.2f},{draw.uniform(0, 9):.1f},{"up" if math.cos(i / 4) > 0 else "down"}')
    lines('hours.csv', rows)


def image(draw, kind, size):
    # A bar that lies, stands or leans.
    at_, pixels = draw.randrange(2, size - 2), []
    for y in range(size):
        for x in range(size):
            on = y == at_ if kind == 0 else x == at_ if kind == 1 else (x + y) % size == at_
            pixels.append(draw.randint(180, 255) if on else draw.randint(0, 40))
    return bytes(pixels)


def idx(name, size, each):
    draw = random.Random(5)
    labels = [i % 3 for i in range(3 * each)]
    with open(at(name, 'train-images-idx3-ubyte'), 'wb') as file:
        file.write(struct.pack('>4i', 2051, len(labels), size, size) + b''.join(image(draw, label, size) for label in labels))
    with open(at(name, 'train-labels-idx1-ubyte'), 'wb') as file:
        file.write(struct.pack('>2i', 2049, len(labels)) + bytes(labels))


def png(name, size, each):
    draw = random.Random(6)

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    for label, kind in enumerate(('lying', 'standing', 'leaning')):
        for i in range(each):
            pixels = image(draw, label, size)
            rows = b''.join(b'\0' + b''.join(bytes((p, 255 - p, 128)) for p in pixels[y * size:(y + 1) * size]) for y in range(size))
            with open(at(name, kind, f'{i:02d}.png'), 'wb') as file:
                file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>2I5B', size, size, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))


def npy(name, code, values, shape):
    header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (code, shape if len(shape) > 1 else f'({shape[0]},)')
    header += ' ' * (-(10 + len(header) + 1) % 64) + '\n'
    with open(at(name), 'wb') as file:
        file.write(b'\x93NUMPY\1\0' + struct.pack('<H', len(header)) + header.encode() + struct.pack(f'<{len(values)}{"d" if code == "<f8" else "q"}', *values))


def arrays(seed):
    draw = random.Random(seed)
    rows = [[draw.gauss(3, 2) for _ in range(5)] for _ in range(48)]
    npy('points_x.npy', '<f8', [v for row in rows for v in row], (48, 5))
    npy('points_y.npy', '<f8', [row[0] * row[1] - row[2] + draw.gauss(0, 0.1) for row in rows], (48,))
    pictures = [[draw.gauss(0, 1) for _ in range(36)] for _ in range(45)]
    npy('pictures_x.npy', '<f8', [v for row in pictures for v in row], (45, 6, 6))
    npy('pictures_y.npy', '<i8', [int(sum(row[:18]) > sum(row[18:])) for row in pictures], (45,))


def sparse(seed):
    draw, weighted, ones = random.Random(seed), [], []
    for _ in range(48):
        chosen = sorted(draw.sample(range(1, 31), draw.randint(2, 6)))
        label = 1 if chosen[0] < 5 else -1
        weighted.append(f'{label} ' + ' '.join(f'{i}:{draw.uniform(-2, 2):.3f}' for i in chosen))
        ones.append(f'{label} ' + ' '.join(f'{i}:1' for i in chosen))
    lines('weighted.svm', weighted)
    lines('ones.svm', ones)


def text(seed):
    draw, rows = random.Random(seed), []
    good, bad, other = 'fine bright calm warm kind'.split(), 'cold grim dull late lost'.split(), 'the day a walk with wind over 12 hills and 3 trees'.split()
    for i in range(60):
        words = [draw.choice(other) for _ in range(draw.randint(3, 7))] + [draw.choice(good if i % 2 else bad) for _ in range(2)]
        draw.shuffle(words)
        rows.append(('praise' if i % 2 else 'blame') + '\t' + ' '.join(words))
    lines('notes.txt', rows)


table(1)
series(2)
arrays(3)
sparse(4)
text(7)
idx('bars', 10, 15)
png('colours', 6, 12)
