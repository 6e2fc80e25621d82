"""
Made the stored runs of run.json version 2 with the first version that wrote it (2026-11-30, before options were renamed):

    python3 make-runs.py WORK SUREFOOT OUT

SUREFOOT is the built command (Surefoot.Cli.dll) of that version, and WORK/data what ../v1/data.zip holds. Later
versions write other files, so this stands here to say how these came about, not to be run again.

Of each case there are the model of a run that was never stopped, its figures, and the folder of the same run, stopped
part way. The settings are those that run.json holds: each is away from its default in one case at least.
"""
import json, os, shutil, signal, subprocess, sys, time, zipfile

work, surefoot, out = map(os.path.abspath, sys.argv[1:4])
data = os.path.join(work, 'data')

CASES = [
    ('table', 'prices.csv', '--model mlp --hidden 5,4 --dropout 0.1 --preset keras --decay 0.8 --momentum 0.5 --centered '
     '--nesterov --epsilon 1e-3 --weight-decay 1e-3 --learning-rate 0.004 --schedule plateau:0.5:1 --warmup 3 '
     '--clip-norm 1 --average 0.9 --accumulate 2 --non-finite rollback --seed 3', 9, 'KILL'),
    ('text', 'notes.txt', '--model text --hidden 3 --ngrams 2 --vocabulary 60 --optimizer adagrad --epsilon 1e-6 '
     '--test 0.2 --non-finite skip --seed 5', 15, 'TERM'),
    ('images', 'bars', '--model mlp --hidden 3 --augment noise:0.05 --schedule cosine:2 --optimizer momentum '
     '--momentum 0.8 --clip-value 0.5 --react', 17, 'KILL'),
    ('windows', 'hours.csv', '--model lstm --window 5 --ahead 1 --hidden 4 --optimizer adam --schedule onecycle', 12, 'TERM'),
]
ALWAYS = ['--epochs', '5', '--batch-size', '8', '--validation', '0.2', '--patience', '4', '--threads', '2',
          '--checkpoint-every', '1', '--keep', '2']


def run(*words):
    subprocess.run(['dotnet', *words], cwd=data, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def reached(folder, step):
    names = os.listdir(folder) if os.path.isdir(folder) else []
    parts = [name.split('-')[1][:10] for name in names if not name.startswith('.') and '-' in name]
    return any(part.isdigit() and int(part) >= step for part in parts)


def stop(words, folder, step, how):
    process = subprocess.Popen(['dotnet', surefoot, *words, '--out', os.path.relpath(folder, data)], cwd=data,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        if reached(os.path.join(folder, 'checkpoints'), step):
            process.send_signal(getattr(signal, 'SIG' + how))
            break
        time.sleep(0.0002)
    assert process.wait() in (130, -9), 'it came to its end; try again'


def pack(name, folder, names):
    with zipfile.ZipFile(os.path.join(out, name), 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in names:
            info = zipfile.ZipInfo(path.replace(os.sep, '/'), (2026, 11, 30, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, open(os.path.join(folder, path), 'rb').read())


for name, source, options, step, how in CASES:
    words = ['train', source, *options.split(), *ALWAYS]
    whole, stopped, again = (os.path.join(work, kind, name) for kind in ('whole', 'stopped', 'again'))
    for folder in (whole, stopped, again):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
    run(surefoot, *words, '--out', os.path.relpath(whole, data))
    stop(words, stopped, step, how)
    shutil.copytree(stopped, again)
    run(surefoot, 'train', '--resume', again)
    models = [open(os.path.join(folder, 'model.safetensors'), 'rb').read() for folder in (whole, again)]
    assert models[0] == models[1], 'the resumed run ended elsewhere'
    result = json.load(open(os.path.join(whole, 'run.json')))['result']
    with open(os.path.join(out, f'{name}.txt'), 'w', newline='\n') as file:
        file.write(f'data {source}\nsteps {result["steps"]}\nbest epoch {result["bestEpoch"]}\n'
                   f'train loss {result["trainLoss"]!r}\nvalidation loss {result["validation"]["loss"]!r}\n')
    # The name of the folder that the run was started in says nothing to anyone else.
    path = os.path.join(stopped, 'run.json')
    text = open(path).read().replace(data, '/home/anna/data')
    open(path, 'w', newline='\n').write(text)
    pack(f'{name}.model.zip', whole, ['model.safetensors'])
    pack(f'{name}.run.zip', stopped, sorted(os.path.relpath(os.path.join(at, one), stopped)
         for at, _, files in os.walk(stopped) for one in files if not one.endswith('.html')))
