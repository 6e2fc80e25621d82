"""
Made the stored runs and models with version 0.1.0, before layers were written into files:

    python3 make-runs.py WORK SUREFOOT MAKER OUT

SUREFOOT is the built command (Surefoot.Cli.dll) and MAKER the program of maker.cs.txt, both of that version. Later versions write other files,
so this stands here to say how these came about, not to be run again.

Of each case there are three: the model of a run that was never stopped, what it puts out for each row, and the folder of the same run,
stopped part way, with a checkpoint after every step. Before anything was kept, the stopped run was resumed to its end, which gave the
same bytes of model.safetensors.
"""
import json, os, shutil, signal, subprocess, sys, time, zipfile

work, surefoot, maker, out = map(os.path.abspath, sys.argv[1:5])
data = os.path.join(work, 'data')

# Name, data, options, the step after which the run was stopped, and by which signal. Fewer channels: all but the first begin at 0, and
# stay there, so that networks of fixed width pack into little.
CASES = [
    ('mlp-classes', 'kinds.csv', '--model mlp --hidden 6,4 --dropout 0.1 --centered --momentum 0.5 --learning-rate 0.01', 14, 'TERM'),
    ('mlp-number', 'prices.csv', '--model mlp --hidden 5 --optimizer adam --learning-rate 0.01 --schedule cosine --average 0.9', 20, 'KILL'),
    ('mlp-arrays', 'points_x.npy', '--model mlp --hidden 5 --optimizer adagrad --accumulate 2', 15, 'TERM'),
    ('mlp-sparse', 'weighted.svm', '--model mlp --hidden 4 --optimizer momentum --nesterov', 13, 'KILL'),
    ('mlp-lines', 'notes.txt', '--model mlp --hidden 4 --vocabulary 40 --optimizer adam --learning-rate 0.01', 9, 'TERM'),
    ('conv-idx', 'bars', '--model conv --hidden 8 --dropout 0.2 --augment noise:0.05', 17, 'KILL'),
    ('conv-arrays', 'pictures_x.npy', '--model conv --hidden 8 --dropout 0 --optimizer adam', 12, 'TERM'),
    ('2c2d-png', 'colours', '--model 2c2d --optimizer sgd', 8, 'KILL'),
    ('resnet-idx', 'bars', '--model resnet --optimizer momentum', 11, 'TERM'),
    ('lstm-windows', 'hours.csv', '--model lstm --window 5 --ahead 1 --hidden 4,3 --learning-rate 0.01 --clip-norm 1', 16, 'KILL'),
    ('lstm-number', 'hours.csv', '--model lstm --target warmth --window 4 --hidden 4 --learning-rate 0.01 --schedule step:3 --warmup 4', 10, 'TERM'),
    ('text-lines', 'notes.txt', '--model text --hidden 4 --learning-rate 0.02', 19, 'KILL'),
    ('text-hashed', 'notes.txt', '--model text --hidden 3 --hash --vocabulary 60 --optimizer adagrad', 21, 'TERM'),
    ('text-sparse', 'ones.svm', '--model text --hidden 3,4 --learning-rate 0.02 --dropout 0.1', 14, 'KILL'),
]
FEW = {'conv-idx': (12, 0), 'conv-arrays': (12, 0), '2c2d-png': (3, 4), 'resnet-idx': (3, 1)}
ALWAYS = ['--epochs', '5', '--batch-size', '8', '--validation', '0.2', '--patience', '0', '--threads', '2', '--checkpoint-every', '1', '--keep', '1']


def run(*words):
    subprocess.run(['dotnet', *words], cwd=data, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fresh(*parts):
    path = os.path.join(work, *parts)
    shutil.rmtree(path, ignore_errors=True)
    return path


def stop(words, folder, step, how):
    process = subprocess.Popen(['dotnet', surefoot, *words, '--out', os.path.relpath(folder, data)], cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    checkpoints = os.path.join(folder, 'checkpoints')
    while process.poll() is None:
        if os.path.isdir(checkpoints) and any(int(name.split('-')[1][:10]) >= step for name in os.listdir(checkpoints) if not name.startswith('.') and '-' in name and name.split('-')[1][:10].isdigit()):
            process.send_signal(getattr(signal, 'SIG' + how))
            break
        time.sleep(0.0002)
    process.wait()
    found = [name for name in os.listdir(checkpoints) if not name.startswith('.')]
    print(f'   stopped by {how}, exit {process.returncode}: {found}')
    assert process.returncode in (130, -9), 'it came to its end; try again'


def pack(case, name, folder, names):
    with zipfile.ZipFile(os.path.join(out, name), 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in names:
            info = zipfile.ZipInfo(path.replace(os.sep, '/'), (2026, 11, 30, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, open(os.path.join(folder, path), 'rb').read())


only = sys.argv[5:]
for name, source, options, step, how in CASES:
    if only and name not in only:
        continue
    print(name)
    words = ['train', source, *options.split(), *ALWAYS]
    if name in FEW:
        first = fresh('first')
        run(surefoot, *words, '--out', first)
        start = os.path.join(work, 'data', f'{name}-start.safetensors')
        run(maker, 'few', os.path.join(first, 'model.safetensors'), start, *map(str, FEW[name]))
        words += ['--weights', os.path.basename(start)]
    whole, stopped, again = fresh('whole', name), fresh('stopped', name), fresh('again', name)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    os.makedirs(os.path.dirname(stopped), exist_ok=True)
    os.makedirs(os.path.dirname(again), exist_ok=True)
    run(surefoot, *words, '--out', os.path.relpath(whole, data))
    stop(words, stopped, step, how)
    shutil.copytree(stopped, again)
    run(surefoot, 'train', '--resume', again)
    models = [open(os.path.join(folder, 'model.safetensors'), 'rb').read() for folder in (whole, again)]
    assert models[0] == models[1], 'the resumed run ended elsewhere'

    outputs = os.path.join(work, 'outputs')
    run(maker, 'outputs', os.path.join(whole, 'model.safetensors'), source, outputs)
    result = json.load(open(os.path.join(whole, 'run.json')))['result']
    with open(os.path.join(out, f'{name}.txt'), 'w', newline='\n') as file:
        file.write(f'data {source}\nsteps {result["steps"]}\nbest epoch {result["bestEpoch"]}\ntrain loss {result["trainLoss"]!r}\nvalidation loss {result["validation"]["loss"]!r}\n\n')
        file.write(open(outputs).read())
    # The name of the folder that the run was started in says nothing to anyone else.
    path = os.path.join(stopped, 'run.json')
    text = open(path).read().replace(data, '/home/anna/data')
    open(path, 'w', newline='\n').write(text)
    pack(name, f'{name}.model.zip', whole, ['model.safetensors'])
    pack(name, f'{name}.run.zip', stopped, sorted(os.path.relpath(os.path.join(at, one), stopped)
         for at, _, files in os.walk(stopped) for one in files if not one.endswith('.html')))

if not only or 'own-tanh' in only:
    print('own-tanh')
    model, before, loaded = (os.path.join(work, each) for each in ('own.safetensors', 'before', 'loaded'))
    run(maker, 'own', 'kinds.csv', model, before)
    run(maker, 'outputs', model, 'kinds.csv', loaded)
    with open(os.path.join(out, 'own-tanh.txt'), 'w', newline='\n') as file:
        file.write('data kinds.csv\n\n' + ''.join(f'{a.strip()} | {b}' for a, b in zip(open(before), open(loaded))))
    shutil.copy(model, os.path.join(work, 'model.safetensors'))
    pack('own-tanh', 'own-tanh.model.zip', work, ['model.safetensors'])
if not only or 'data' in only:
    pack('data', 'data.zip', data, sorted(os.path.relpath(os.path.join(at, one), data)
         for at, _, files in os.walk(data) for one in files if 'start' not in one))
