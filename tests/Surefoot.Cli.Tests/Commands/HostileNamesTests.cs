using Surefoot.Cli.Tests.Lab;
using Surefoot.Cli.Tests.Reports;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// Names and texts of files that would act on a terminal: title, bell, colour, C1, direction of writing, a line of its
/// own, a carriage return.
/// </summary>
public sealed class HostileNamesTests : IDisposable
{
    const string Hostile = "a\e]0;title\a\e[31m\u009b2J\u202eb\u2066\u200f\u2028\rsurefoot: c";

    // Written out here: the code that is tested must not say itself what is harmless.
    const string Acting =
        "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFFF9\uFFFA\uFFFB";

    readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_folder_of_hostile_names_reaches_neither_the_terminal_nor_JSON_report_or_page()
    {
        RunFolder run = LabRuns.Write(_folder["run"], HostileRun());
        run.Metrics.Watched(
            new WatchedInterval(
                1,
                1,
                64,
                0.9,
                1e-3,
                [new LayerHealth(Hostile, 0.5, 12, 1e-3, new RateQuantiles(1, 2, 3, 4, 5), 0.1)]
            )
        );
        run.Metrics.Diagnosed(
            new Diagnosis(DiagnosisKind.Oscillating, 1, 64, Hostile, Hostile, [new Remedy(Hostile, Hostile)])
        );
        foreach (
            string[] arguments in (string[][])
                [
                    ["inspect", "run"],
                    ["inspect", "run", "--json"],
                ]
        )
        {
            SurefootProcess.Outcome shown = _folder.Surefoot(arguments);
            Assert.Equal(0, shown.ExitCode);
            Assert.Contains("\\u001B]0;title\\u0007", shown.Output, StringComparison.OrdinalIgnoreCase);
            AssertHarmless(shown);
        }

        string report = RunReport.ToHtml(run.Read()).Value;
        Assert.Contains("\\u001B]0;title\\u0007", report, StringComparison.Ordinal);
        AssertHarmless(report);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void A_run_that_did_not_end_and_whose_intervals_are_missing_or_of_other_layers_each_time_is_shown(
        int intervals
    )
    {
        RunFolder run = LabRuns.Write(
            _folder["run"],
            SampleRuns.Digits(epochs: 24) with
            {
                Result = null,
                Arguments = [],
            }
        );
        for (int i = 1; i <= intervals; i++)
            run.Metrics.Watched(
                new WatchedInterval(
                    i,
                    1,
                    i,
                    0.9,
                    1e-3,
                    [
                        .. Enumerable
                            .Range(0, 40 - i + 1)
                            .Select(layer => new LayerHealth(
                                $"dense{layer}",
                                0.5,
                                12,
                                1e-3,
                                new RateQuantiles(1, 2, 3, 4, 5),
                                0.1
                            )),
                    ]
                )
            );
        SurefootProcess.Outcome shown = _folder.Surefoot("inspect", "run");
        Assert.True(shown.ExitCode == 0, shown.Errors);
    }

    [Fact]
    public void A_damaged_run_is_named_without_what_acts_on_a_terminal()
    {
        Directory.CreateDirectory(_folder["run"]);
        _folder.Write(
            "run/run.json",
            "{\"version\":1,\"name\":\"x\",\"settings\":{\"\\u001b]0;t\\u0007\\u202e\":5},\"seed\":1}"
        );
        SurefootProcess.Outcome shown = _folder.Surefoot("inspect", "run");
        AssertHarmless(shown);
        Assert.Contains("\\u001B]0;t\\u0007\\u202E", shown.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_columns_and_classes_are_shown_by_their_numbers_and_stay_what_they_are_in_files()
    {
        string csv =
            "w\u001bidth,height,k\u202eind\n"
            + string.Concat(
                Enumerable.Range(0, 60).Select(i => $"{i},{i * 7 % 5},{(i % 2 == 0 ? "o\u001b[31mdd" : "e\aven")}\n")
            );
        _folder.Write("data.csv", csv);
        SurefootProcess.Outcome trained = _folder.Surefoot(
            "train",
            "data.csv",
            "--target",
            "k\u202eind",
            "--epochs",
            "1",
            "--out",
            "run",
            "--test",
            "0.2"
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);
        AssertHarmless(trained);
        AssertHarmless(_folder.Surefoot("evaluate", "run", "data.csv"));
        Assert.Equal(0, _folder.Surefoot("predict", "run", "data.csv", "--out", "seen.csv").ExitCode);
        Assert.Contains("probability_o\u001b[31mdd", File.ReadAllText(_folder["seen.csv"]), StringComparison.Ordinal);

        _folder.Write("wrong.csv", csv + "x\u001b]0;t\a,1,e\aven\n");
        AssertHarmless(_folder.Surefoot("evaluate", "run", "wrong.csv"));
        AssertHarmless(_folder.Surefoot("train", "data.csv", "--target", "no\u001b\u202e", "--out", "other"));
    }

    static RunRecord HostileRun()
    {
        RunRecord run = SampleRuns.Digits(Hostile);
        return run with
        {
            Texts = [new(Hostile, Hostile), .. run.Texts],
            Model = Hostile,
            Optimizer = Hostile,
            TargetName = Hostile,
            Arguments = [],
            Data = run.Data with { Source = Hostile, Notes = [Hostile] },
            Result = run.Result! with
            {
                Diagnoses =
                [
                    new Diagnosis(DiagnosisKind.Oscillating, 1, 64, Hostile, Hostile, [new Remedy(Hostile, Hostile)]),
                ],
            },
        };
    }

    static void AssertHarmless(SurefootProcess.Outcome outcome)
    {
        AssertHarmless(outcome.Output.Replace("\r\n", "\n", StringComparison.Ordinal));
        AssertHarmless(outcome.Errors.Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.DoesNotContain("\nsurefoot: c", outcome.Output + outcome.Errors, StringComparison.Ordinal);
    }

    static void AssertHarmless(string text) =>
        Assert.DoesNotContain(
            text,
            letter =>
                (char.IsControl(letter) && letter is not ('\n' or '\t'))
                || Acting.Contains(letter, StringComparison.Ordinal)
        );
}
