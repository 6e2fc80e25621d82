namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// Words and values that cannot be used: exit code 2 and one message that names the option, the value and the remedy.
/// </summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData(
        "--learning-rate nan",
        "--learning-rate is 'nan', which is not a number above 0. Give, for example, --learning-rate 0.001"
    )]
    [InlineData("--learning-rate -1", "--learning-rate is '-1'")]
    [InlineData("--learning-rate abc", "--learning-rate is 'abc'")]
    [InlineData("--learning-rate 1e999", "--learning-rate is '1e999'")]
    [InlineData("--learning-rate 0,001", "--learning-rate is '0,001'")]
    [InlineData("--decay 1", "--decay is '1', which is not a number from 0 up to, but not including, 1")]
    [InlineData("--momentum infinity", "--momentum is 'infinity'")]
    [InlineData("--dropout 1", "--dropout is '1'")]
    [InlineData("--validation 0", "--validation is '0', which is not a number above 0 and below 1")]
    [InlineData(
        "--checkpoint-every 0",
        "--checkpoint-every is '0', which is not a whole number, 1 or more. Give, for example, --checkpoint-every 1000"
    )]
    [InlineData("--keep 0", "--keep is '0'")]
    [InlineData("--non-finite ignore", "--non-finite is 'ignore', which is not one of stop, skip, rollback")]
    [InlineData("--hidden 128,x", "in which 'x' is not the width of a layer")]
    [InlineData("--hidden 128,", "in which '' is not the width of a layer")]
    [InlineData("--hidden 0", "in which '0' is not the width of a layer")]
    [InlineData("--hidden 50000,50000", "--hidden is '50000,50000'")]
    [InlineData("--out ", "--out is empty")]
    [InlineData("--target ", "--target is empty")]
    [InlineData("--weight-names a=b", "--weight-names says what layers are called in the file of --weights")]
    [InlineData("--weights w --weight-names dense1", "in which 'dense1' is not a layer of ours")]
    [InlineData("--weights w --weight-names a=b,a=c", "in which 'a=c' is not")]
    [InlineData("--weights nothing.safetensors", "nothing.safetensors does not exist")]
    [InlineData("--epochs 0", "--epochs is '0'")]
    [InlineData("--epochs 2.5", "--epochs is '2.5'")]
    [InlineData("--batch-size -3", "--batch-size is '-3'")]
    [InlineData("--patience -1", "--patience is '-1'")]
    [InlineData("--seed -1", "--seed is '-1'")]
    [InlineData("--threads 0", "--threads is '0'")]
    [InlineData("--optimizer rmsporp", "Is --optimizer rmsprop meant?")]
    [InlineData(
        "--optimizer lbfgs",
        "--optimizer is 'lbfgs', which is not one of rmsprop, adagrad, adam, momentum, sgd, "
    )]
    [InlineData("--model cnn", "--model is 'cnn', which is not one of mlp, conv")]
    [InlineData("--task ranking", "--task is 'ranking'")]
    [InlineData("--optimizer sgd --centered", "--centered is not an option of sgd; it belongs to rmsprop")]
    [InlineData("--optimizer adam --decay 0.9", "--decay is not an option of adam; it belongs to rmsprop")]
    [InlineData(
        "--optimizer adagrad --momentum 0.9",
        "--momentum is not an option of adagrad; it belongs to rmsprop, momentum and sgd"
    )]
    [InlineData("--optimizer momentum --momentum 0", "choose --optimizer sgd")]
    [InlineData("--nesterov", "--nesterov is a form of momentum: it needs a --momentum above 0, such as 0.9.")]
    [InlineData(
        "--optimizer momentum --nesterov --dampening 0.1",
        "--nesterov needs a --momentum above 0 and a --dampening of 0; they are 0.9 and 0.1."
    )]
    [InlineData("--momentum-form rate-inside", "--momentum-form changes nothing without --momentum")]
    [InlineData("--preset hinton --epsilon-placement inside", "--epsilon-placement changes nothing without --epsilon")]
    [InlineData("--weight-decay-form decoupled", "or give, for example, --weight-decay 1e-4")]
    [InlineData("--optimizer sgd --dampening 0.1", "--dampening changes nothing without --momentum")]
    [InlineData("--epsilon-placement under", "--epsilon-placement is 'under', which is not one of outside, inside")]
    [InlineData("--momentum 0.9 --momentum-form rate-insid", "Is --momentum-form rate-inside meant?")]
    [InlineData("--beta1 0.9", "--beta1 is not an option of rmsprop; it belongs to adam")]
    [InlineData(
        "--optimizer adamw --beta2 1",
        "--beta2 is '1', which is not a number from 0 up to, but not including, 1"
    )]
    [InlineData("--optimizer sgd --amsgrad", "--amsgrad is not an option of sgd; it belongs to adam")]
    [InlineData("--optimizer adam --rate-decay 0.1", "it belongs to adagrad")]
    [InlineData("--initial-mean-square -1", "--initial-mean-square is '-1', which is not a number, 0 or more")]
    [InlineData("--centered --no-centered", "--centered and --no-centered contradict each other")]
    [InlineData("--optimizer adam --no-centered", "--no-centered is not an option of adam; it belongs to rmsprop")]
    [InlineData("--preset kears", "Is --preset keras meant?")]
    [InlineData("--optimizer adam --preset keras", "--preset is not an option of adam")]
    [InlineData("--epsilon -1", "--epsilon is '-1', which is not a number, 0 or more")]
    [InlineData("--weight-decay x", "--weight-decay is 'x'")]
    [InlineData("--schedule cosin", "Is --schedule cosine meant?")]
    [InlineData("--schedule step", "step takes a number of epochs and perhaps a factor")]
    [InlineData("--schedule onecycle:3", "onecycle takes no value")]
    [InlineData(
        "--schedule exponential:2",
        "--schedule is 'exponential:2', in which '2' is not a number above 0 and below 1"
    )]
    [InlineData("--warmup 0", "--warmup is '0'")]
    [InlineData("--augment spin", "--augment holds 'spin'")]
    [InlineData("--augment flip,crop", "--augment holds 'crop'")]
    [InlineData("--augment noise:0", "--augment holds 'noise:0'")]
    [InlineData("--augment crop:8", "A shift of 8 pixels leaves nothing of images of 8×8")]
    [InlineData(
        "--test 1.5",
        "--test is '1.5', which is not a file, or a share above 0 and below 1. Give, for example, --test 0.2"
    )]
    [InlineData("--test 0", "--test is '0'")]
    [InlineData("--ignore a,,b", "--ignore is 'a,,b', which is not a list of names with commas between them")]
    [InlineData("--ignore id", "digits is no table and has no column id to treat apart")]
    [InlineData("--as-text ,", "--as-text is ','")]
    [InlineData("--vocabulary 1", "--vocabulary is '1', which is not a whole number from 2 to 16777216")]
    [InlineData("--ngrams 6", "--ngrams is '6'")]
    [InlineData("--ngrams 2", "--ngrams says how lines of text are read, and the data holds none")]
    [InlineData("--hash", "--hash says how lines of text are read")]
    [InlineData(
        "--model text",
        "--model is 'text', which needs lines of text, or sparse rows of ones, and the data is images"
    )]
    [InlineData("--stream", "digits cannot be streamed: that is for data in files of its own")]
    [InlineData("--shuffle-window 1", "--shuffle-window is '1', which is not a whole number, 2 or more")]
    [InlineData("--window 0", "--window is '0'")]
    [InlineData("--window 4", "windows are over the rows of a table")]
    [InlineData("--no-past", "--no-past is for windows. Give --window, or leave it out.")]
    [InlineData("--season 12", "--season is for windows. Give --window, or leave it out.")]
    [InlineData("--date-parts year", "digits is no table and has no dates")]
    [InlineData("--date-parts moon", "--date-parts is 'moon'; its parts are time, weekday, month, yearday, year")]
    [InlineData("--model forecast", "--model is 'forecast', which needs sequences, and the data is images.")]
    [InlineData("--ahead -1", "--ahead is '-1'")]
    [InlineData("--clip-norm 0", "--clip-norm is '0', which is not a number above 0")]
    [InlineData("--clip-norm 1 --clip-value 1", "Leave one of them out")]
    [InlineData("--average 1", "--average is '1'")]
    [InlineData("--accumulate 0", "--accumulate is '0'")]
    [InlineData("--shards 0", "--shards is '0'")]
    [InlineData("--shards 9 --batch-size 8", "--shards is 9, and a batch has 8 rows")]
    [InlineData("--hiden 128", "train has no option '--hiden' (is --hidden meant?)")]
    [InlineData("--learning-rat=1", "is --learning-rate meant?")]
    [InlineData("-e 5", "train has no option '-e'")]
    [InlineData("--epochs", "--epochs needs a value: --epochs N")]
    [InlineData(
        "--target=--epochs",
        "--target needs a value, and '--epochs' is another option of train. Give --target COLUMN, or leave "
            + "--target out. See surefoot train --help."
    )]
    [InlineData("--target --epochs 3", "--target needs a value, and '--epochs' is another option of train.")]
    [InlineData(
        "--ignore:--json",
        "--ignore needs a value, and '--json' is another option of train. Give --ignore COLUMNS,"
    )]
    [InlineData(
        "--epochs=--seed=3",
        "--epochs needs a value, and '--seed=3' is another option of train. Give --epochs N,"
    )]
    [InlineData("--out=-h", "--out needs a value, and '-h' is another option of train.")]
    [InlineData("--out --out", "--out needs a value, and '--out' is the same option again.")]
    [InlineData(
        "--target=--seeed",
        "--target needs a value, and '--seeed' looks like an option (is --seed meant?). Give --target COLUMN,"
    )]
    [InlineData(
        "--target -y",
        "--target needs a value, and '-y' looks like an option. Give --target COLUMN, or leave --target out. "
            + "If '-y' is meant, write --target=-y."
    )]
    [InlineData("--target=-y nothing.csv", "nothing.csv does not exist")]
    [InlineData("--out --jsn", "'--jsn' looks like an option (is --json meant?)")]
    [InlineData("--epochs 1 --epochs 2", "--epochs is given 2 times; give it once")]
    [InlineData("--centered=yes", "--centered takes no value")]
    [InlineData("--react=yes", "--react takes no value")]
    [InlineData("a.csv b.csv", "'b.csv' is one word too many: train takes DATA")]
    public void A_value_that_cannot_be_used_is_refused_by_name_with_a_remedy(string arguments, string message)
    {
        using ScratchFolder folder = new();
        Assert.Contains(
            message,
            folder.Surefoot(["train", .. arguments.Split(' ')]).Refusal(),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("trian", "There is no command 'trian'. Is 'surefoot train' meant?")]
    [InlineData("--jsn", "There is no option '--jsn' before a command")]
    [InlineData("evaluate", "evaluate needs MODEL and DATA; MODEL is missing")]
    [InlineData("predict model", "predict needs MODEL and DATA; DATA is missing")]
    [InlineData("predict model data more", "'more' is one word too many: predict takes MODEL and DATA")]
    [InlineData("evaluate model data --thread 2", "is --threads meant?")]
    [InlineData(
        "predict model data --out=--threads",
        "--out needs a value, and '--threads' is another option of predict. Give --out FILE,"
    )]
    [InlineData(
        "predict model data --threads --out",
        "--threads needs a value, and '--out' is another option of predict."
    )]
    [InlineData(
        "compare digits --optimizers=--epochs",
        "--optimizers needs a value, and '--epochs' is another option of compare."
    )]
    [InlineData("export model --onnx -o", "--onnx needs a value, and '-o' looks like an option.")]
    public void Words_that_make_no_command_are_refused_with_what_was_probably_meant(string arguments, string message)
    {
        using ScratchFolder folder = new();
        Assert.Contains(message, folder.Surefoot(arguments.Split(' ')).Refusal(), StringComparison.Ordinal);
    }
}
