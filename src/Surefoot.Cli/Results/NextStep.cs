using Surefoot.Cli.Settings;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Results;

/// <summary>The command to try after a run, ready to paste.</summary>
static class NextStep
{
    /// <summary>Suits how the run ended.</summary>
    public static string After(TrainRequest request, RunRecord run, string folder) =>
        run.Result!.Outcome switch
        {
            RunOutcome.Diverged when run.Result.DivergedAtStep <= 1 => $"surefoot inspect {ShellWord.Quote(folder)}",
            RunOutcome.Diverged => $"surefoot train{Again(request)} --learning-rate "
                + $"{FigureFormat.Text(Math.Min(request.Optimizer.LearningRate / 10, 0.001), "G3")}",
            RunOutcome.Interrupted => $"surefoot train --resume {ShellWord.Quote(folder)}",
            // No test rows of their own: to evaluate on what was trained on would flatter.
            _ when run.Data.TestRows == 0 || request.TestShare is not null =>
                $"surefoot inspect {ShellWord.Quote(folder)}",
            _ => $"surefoot evaluate {ShellWord.Quote(folder)} "
                + $"{ShellWord.Quote(request.TestPath ?? request.DataPath ?? DataLoader.Digits)}",
        };

    static string Again(TrainRequest request)
    {
        List<string> words = [.. request.Arguments.Skip(1)];
        // The rate is to be another one, and the folder holds a run now.
        foreach (string option in (string[])["--learning-rate", "--out"])
        {
            if (words.IndexOf(option) is >= 0 and var at)
                words.RemoveRange(at, Math.Min(2, words.Count - at));
        }

        return string.Concat(words.Select(word => " " + ShellWord.Quote(word)));
    }
}
