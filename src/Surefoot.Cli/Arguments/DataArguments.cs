using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Arguments;

/// <summary>Which rows are read, and how they are divided and changed.</summary>
sealed class DataArguments : IArguments
{
    readonly Argument<string?> data = new("DATA")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description =
            "A CSV file; a NumPy file (.npz with x and y, or .npy); SVMLight rows; lines of a label, a tab "
            + "and a text; a folder of IDX images (train-images-idx3-ubyte[.gz] …), of CIFAR-10's batches, or "
            + "of PNG images in a folder a class. Without it, the built-in handwritten digits.",
    };

    readonly Option<string?> target = OptionOf.Text(
        "--target",
        "COLUMN",
        "The column to predict. Default: the last one."
    );
    readonly Option<string?> test = OptionOf.Text(
        "--test",
        "FILE|SHARE",
        "Rows that judge the result and choose nothing: a file in the format of DATA, or a share of DATA, such as 0.2."
    );
    readonly Option<string?> task = OptionOf.Text(
        "--task",
        "TASK",
        "classification or regression. Default: chosen from the target."
    );
    readonly Option<string?> validation = OptionOf.Text(
        "--validation",
        "SHARE",
        "The share of the training rows held back to watch the run. Default: 0.15."
    );
    readonly Option<string?> ignore = OptionOf.Text(
        "--ignore",
        "COLUMNS",
        "Tables: columns to leave out, with commas between; quote a name that holds one."
    );
    readonly Option<string?> asText = OptionOf.Text(
        "--as-text",
        "COLUMNS",
        "Tables: columns to read as text though they look like numbers or dates, such as codes."
    );
    readonly Option<string?> asWords = OptionOf.Text(
        "--as-words",
        "COLUMNS",
        "Tables: columns to read as free text, word by word. Default: text of three words or more on average with "
            + "more values than can be categories."
    );
    readonly Option<string?> asCategories = OptionOf.Text(
        "--as-categories",
        "COLUMNS",
        "Tables: columns to read as categories, whatever they look like."
    );
    readonly Option<string?> bins = OptionOf.Text(
        "--bins",
        "N",
        "Tables: read each number besides by where it lies in so many bins, 32 at most, of about as many rows each; "
            + "fewer where rows are few. 0 reads numbers by themselves. Default: 16, and of rows in time order "
            + "only between few different values; 0 for windows and more than 128 columns of numbers."
    );
    readonly Option<string?> dateParts = OptionOf.Text(
        "--date-parts",
        "LIST",
        "Tables: what is read of dates: time, weekday, month, yearday, year, elapsed (days), with commas between. "
            + "Default: time,weekday; of months without a day month."
    );
    readonly Option<bool> noHeader = OptionOf.Flag(
        "--no-header",
        "CSV tables: the first line is a row; the columns are called column1, column2 and so on. Default: as "
            + "the first line and those below it show."
    );
    readonly Option<bool> stream = OptionOf.Flag(
        "--stream",
        "Read rows from their files as they are needed, for data larger than memory. Not what is compressed "
            + "as a whole (gzip, numpy.savez_compressed). The result is the same."
    );
    readonly Option<string?> shuffleWindow = OptionOf.Text(
        "--shuffle-window",
        "ROWS",
        "Shuffle so many rows at a time, so that a file much larger than memory is read piece by piece. "
            + "Default: all rows."
    );
    readonly Option<string?> unpackLimit = ModelWords.UnpackLimit();
    readonly Option<string?> window = OptionOf.Text(
        "--window",
        "ROWS",
        "Tables: an example is this many rows one after another, in the order of the file, with the target's own past "
            + "in them; the last rows validate."
    );
    readonly Option<string?> ahead = OptionOf.Text(
        "--ahead",
        "ROWS",
        "With --window: how many rows after the window's last the target stands. Default: 0."
    );
    readonly Option<bool> noPast = OptionOf.Flag(
        "--no-past",
        "With --window: leave the target's own past out, so that the other columns alone are learned from."
    );
    readonly Option<string?> season = OptionOf.Text(
        "--season",
        "ROWS",
        "With --window: after how many rows numbers repeat themselves, such as 12 months; the value of a season before "
            + "then stands beside the result. 0 for none. Default: found where it is evident."
    );
    readonly Option<string?> augment = OptionOf.Text(
        "--augment",
        "LIST",
        "Random changes of the training rows: flip (mirror images), crop:PIXELS (shift them), "
            + "noise:DEVIATION, with commas between."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        command.Arguments.Add(data);
        foreach (
            Option option in (Option[])
                [
                    target,
                    test,
                    task,
                    validation,
                    ignore,
                    asText,
                    asWords,
                    asCategories,
                    bins,
                    dateParts,
                    noHeader,
                    window,
                    ahead,
                    noPast,
                    season,
                    augment,
                    stream,
                    shuffleWindow,
                    unpackLimit,
                ]
        )
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request)
    {
        TrainRequest read = Read(parsed, request, Values.ShareOrFile("--test", parsed.GetValue(test), "0.2"));
        string? ofWindows =
            read.Window > 0 ? null
            : read.NoPast ? "--no-past"
            : read.Season is not null ? "--season"
            : null;
        return ofWindows is null
            ? read
            : throw new UsageException($"{ofWindows} is for windows. Give --window, or leave it out.");
    }

    TrainRequest Read(ParseResult parsed, TrainRequest request, double? testShare) =>
        request with
        {
            DataPath = parsed.GetValue(data),
            Target = parsed.GetValue(target),
            TestPath = testShare is null ? parsed.GetValue(test) : null,
            TestShare = testShare,
            IgnoredColumns = Values.Names("--ignore", parsed.GetValue(ignore), "id,name"),
            TextColumns = Values.Names("--as-text", parsed.GetValue(asText), "zip,code"),
            WordColumns = Values.Names("--as-words", parsed.GetValue(asWords), "title,body"),
            CategoryColumns = Values.Names("--as-categories", parsed.GetValue(asCategories), "city,code"),
            Bins = Values.Whole("--bins", parsed.GetValue(bins), 0, DataOptions.MostBins, "16"),
            DateParts = Parts(parsed.GetValue(dateParts)),
            HasHeader = parsed.GetValue(noHeader) ? false : null,
            Task = Values.Word("--task", parsed.GetValue(task), ["classification", "regression"]),
            ValidationShare = Values.Part("--validation", parsed.GetValue(validation), "0.15"),
            Window = Values.Whole("--window", parsed.GetValue(window), 1, DataOptions.LongestWindow, "24") ?? 0,
            Ahead = Values.Whole("--ahead", parsed.GetValue(ahead), 0, DataOptions.LongestWindow, "1") ?? 0,
            NoPast = parsed.GetValue(noPast),
            Season = Values.Whole("--season", parsed.GetValue(season), 0, DataOptions.LongestWindow, "12"),
            Stream = parsed.GetValue(stream),
            UnpackLimit = ModelWords.UnpackLimit(parsed.GetValue(unpackLimit)),
            ShuffleWindow = Values.Whole("--shuffle-window", parsed.GetValue(shuffleWindow), 2, int.MaxValue, "100000"),
            Transforms = TransformSettings.From(parsed.GetValue(augment)),
        };

    static readonly string[] PartWords = ["time", "weekday", "month", "yearday", "year", "elapsed"];

    static DatePart[]? Parts(string? list) =>
        list
            ?.Split(',')
            .Select(word =>
                Array.IndexOf(PartWords, word.Trim()) is >= 0 and var part
                    ? (DatePart)part
                    : throw new UsageException(
                        $"--date-parts is '{list}'; its parts are {string.Join(", ", PartWords)}. For example, "
                            + "--date-parts yearday,elapsed"
                    )
            )
            .ToArray();
}
