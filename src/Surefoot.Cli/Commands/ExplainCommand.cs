using System.CommandLine;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Explaining;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Commands;

/// <summary>`surefoot explain`: why a saved model predicts what it predicts, column by column.</summary>
static class ExplainCommand
{
    // Of the columns that count, so many are drawn in a report unless some are named.
    const int MostDrawn = 6;

    /// <summary>The command with its options and its help.</summary>
    public static Command Create()
    {
        Command command = new(
            "explain",
            "Says why a trained network predicts what it predicts: which columns it needs (permutation importance), "
                + "with --column what it makes of a column's values (partial dependence), with --row what each column "
                + "contributes to one row's prediction (Shapley values)."
        );
        ExplainArguments arguments = new();
        arguments.AddTo(command);
        ExampleHelp.AddTo(
            command,
            "surefoot train measurements.csv --target species --epochs 20 --out runs/to-explain",
            "surefoot explain runs/to-explain more.csv",
            "surefoot explain runs/to-explain more.csv --row 1 --report why.html"
        );
        command.SetAction(parsed => Execute(arguments.Read(parsed)));
        return command;
    }

    static int Execute(ExplainRequest request)
    {
        OutputFile.Check("--report", request.Report, ("DATA", request.DataPath), ("MODEL", request.ModelPath));
        SavedModel model = ModelWords.Load(request.ModelPath);
        Check(request, model.Preprocessing);
        Explainer explainer = Of(model, request);
        IDataset rows = ModelWords.Open(
            model,
            request.DataPath,
            requireTargets: request.WantsImportance,
            request.UnpackLimit
        );
        if (request.Row > rows.Count)
            throw new UsageException(
                $"--row is '{request.Row}', and {request.DataPath} has {rows.Count:#,0} rows, counted from 1."
            );
        Explanation found;
        try
        {
            found = Explain(request, model, explainer, rows);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new UsageException(
                error is ArgumentException { ParamName: { } name } ? Plain(error, name) : error.Message
            );
        }

        ExplanationSummary.Write(request.Json ? Console.Error : Console.Out, found);
        if (request.Report is { } path)
        {
            found.Write(path);
            Messages.Note($"The pictures are in {path}.");
        }

        if (request.Json)
            Console.Out.WriteLine(ExplanationSummary.ToJson(found).ToJsonString());
        return ExitCode.Done;
    }

    static Explanation Explain(ExplainRequest request, SavedModel model, Explainer explainer, IDataset rows)
    {
        PermutationImportance? importance = request.WantsImportance
            ? explainer.Importance(
                rows,
                new ImportanceOptions
                {
                    Measure = request.Measure == "log-loss" ? "logLoss" : request.Measure,
                    Repeats = request.Repeats ?? new ImportanceOptions().Repeats,
                    Rows = request.Rows ?? new ImportanceOptions().Rows,
                    Seed = request.Seed,
                }
            )
            : null;
        return new()
        {
            Model = ShownPath.Of(request.ModelPath),
            Data = ShownPath.Of(request.DataPath),
            Target = model.Preprocessing.TargetName,
            Importance = importance,
            Contributions = request.Row is { } row
                ? explainer.Contributions(
                    rows,
                    row - 1,
                    new ShapleyOptions
                    {
                        Background = request.Rows ?? new ShapleyOptions().Background,
                        Class = request.Class is { } name ? ClassOf(name, model.Preprocessing) : null,
                        Seed = request.Seed,
                    }
                )
                : null,
            Row = request.Row ?? 0,
            Dependences =
            [
                .. Drawn(request, importance)
                    .SelectMany(column =>
                        explainer.Dependence(
                            rows,
                            column,
                            new DependenceOptions
                            {
                                Rows = request.Rows ?? new DependenceOptions().Rows,
                                Seed = request.Seed,
                            }
                        )
                    ),
            ],
        };
    }

    static IEnumerable<string> Drawn(ExplainRequest request, PermutationImportance? importance) =>
        request.Report is null || importance is null
            ? request.Columns
            : importance.Columns.Where(column => column.IsClear).Take(MostDrawn).Select(column => column.Column);

    static Explainer Of(SavedModel model, ExplainRequest request)
    {
        try
        {
            return new(model, request.Threads);
        }
        catch (NotSupportedException error)
        {
            throw new UsageException($"{request.ModelPath}: {error.Message}");
        }
    }

    static void Check(ExplainRequest request, Preprocessing data)
    {
        bool classes = data.Task == TaskKind.Classification;
        Values.Word(
            "--measure",
            request.Measure,
            classes ? ExplainRequest.MeasuresOfClasses : ExplainRequest.MeasuresOfNumbers
        );
        if (request.Class is { } name)
            ClassOf(name, data);
    }

    static int ClassOf(string name, Preprocessing data)
    {
        if (data.Task != TaskKind.Classification)
            throw new UsageException($"--class is for classes, and {data.TargetName} holds numbers. Leave it out.");
        int index = data.Classes.ToList().IndexOf(name);
        return index >= 0
            ? index
            : throw new UsageException(
                $"--class is '{name}', which is none of the model's. {NearestName.Hint(name, data.Classes)}"
            );
    }

    // Without the parameter's name, which is the library's.
    static string Plain(Exception error, string name) =>
        error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal);
}
