using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>The words that `surefoot explain` understands.</summary>
sealed class ExplainArguments
{
    readonly Argument<string> model = new("MODEL")
    {
        Description = "The folder of a run, or a model.safetensors, whose rows have columns.",
    };
    readonly Argument<string> data = new("DATA")
    {
        Description = "Rows like the training data, best such as the model has not learned from.",
    };
    readonly Option<string?> measure = OptionOf.Text(
        "--measure",
        "NAME",
        "What importance is measured by: log-loss or accuracy for classes, rmse, mae or r2 for numbers. "
            + "Default: log-loss, rmse."
    );
    readonly Option<string?> repeats = OptionOf.Text(
        "--repeats",
        "N",
        "How often the values of each column are exchanged between the rows. Default: 10."
    );
    readonly Option<string?> rows = OptionOf.Text(
        "--rows",
        "N",
        "The most rows that are looked at; of more, so many are drawn by the seed. Default: 10,000 for importance, "
            + "1,000 for --column, 100 for --row."
    );
    readonly Option<string?> column = OptionOf.Text(
        "--column",
        "NAMES",
        "The partial dependence on these columns, with commas between: what is predicted on average for each of a "
            + "column's values."
    );
    readonly Option<string?> row = OptionOf.Text(
        "--row",
        "N",
        "What each column contributes to the prediction of this row of DATA, counted from 1, compared with the others."
    );
    readonly Option<string?> ofClass = OptionOf.Text(
        "--class",
        "NAME",
        "With --row: the class whose probability is explained. Default: the predicted one."
    );
    readonly Option<string?> seed = OptionOf.Text(
        "--seed",
        "N",
        "What rows and exchanges are drawn by: the same seed gives the same figures. Default: 1."
    );
    readonly Option<string?> report = OptionOf.Text(
        "--report",
        "FILE",
        "Write it with pictures to this file, as HTML that refers to nothing outside itself; a file that is there is "
            + "replaced, unless it is one that is read. Without --column and --row it holds the partial dependence on "
            + "the columns that count, too."
    );
    readonly Option<string?> threads = ModelWords.Threads(),
        unpackLimit = ModelWords.UnpackLimit();
    readonly Option<bool> json = OptionOf.Flag("--json", "Print one JSON object as the last line of stdout.");

    /// <summary>Gives the words to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(model);
        command.Arguments.Add(data);
        foreach (
            Option option in (Option[])
                [measure, repeats, rows, column, row, ofClass, seed, report, threads, unpackLimit, json]
        )
            command.Options.Add(option);
    }

    /// <summary>Reads and checks every value that can be checked without the model.</summary>
    /// <exception cref="UsageException">A value does not fit.</exception>
    public ExplainRequest Read(ParseResult parsed)
    {
        ExplainRequest request = new()
        {
            ModelPath = parsed.GetRequiredValue(model),
            DataPath = parsed.GetRequiredValue(data),
            Measure = Values.Word(
                "--measure",
                parsed.GetValue(measure),
                [.. ExplainRequest.MeasuresOfClasses, .. ExplainRequest.MeasuresOfNumbers]
            ),
            Repeats = Values.Whole("--repeats", parsed.GetValue(repeats), 1, 1000, "20"),
            Rows = Values.Whole("--rows", parsed.GetValue(rows), 2, int.MaxValue, "5000"),
            Columns = Values.Names("--column", parsed.GetValue(column), "age,income"),
            Row = Values.Whole("--row", parsed.GetValue(row), 1, int.MaxValue, "1"),
            Class = parsed.GetValue(ofClass),
            Seed = Values.Seed("--seed", parsed.GetValue(seed), "1") ?? 1,
            Report = parsed.GetValue(report),
            Threads = ModelWords.Threads(parsed.GetValue(threads)),
            UnpackLimit = ModelWords.UnpackLimit(parsed.GetValue(unpackLimit)),
            Json = parsed.GetValue(json),
        };
        if (request is { Class: not null, Row: null })
            throw new UsageException("--class goes with --row, which says whose prediction is explained. Add --row 1.");
        if (!request.WantsImportance && (request.Measure ?? (object?)request.Repeats) is not null)
            throw new UsageException(
                "--measure and --repeats are for the importance of all columns, which is not measured with --column "
                    + "or --row. Leave them out."
            );
        return request;
    }
}
