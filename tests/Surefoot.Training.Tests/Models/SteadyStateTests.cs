using System.Globalization;
using Surefoot.Tests.Sweeps;
using Surefoot.Training.Probe;

namespace Surefoot.Training.Tests.Models;

/// <summary>
/// Training allocates nothing once it runs, in any model, on one thread or several: counted over the whole process, so
/// that the workers count too.
/// </summary>
public class SteadyStateTests
{
    [Fact]
    public void A_step_of_any_model_allocates_no_byte()
    {
        string[] lines = ProbeProcess.Run("Surefoot.Training.Probe", ["allocation"], []);
        Assert.Equal(2 * ModelCase.All.Count, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("0\t", line, StringComparison.Ordinal));
    }

    /// <summary>A prediction of a row of numbers, by one thread and by four at once.</summary>
    [Fact]
    public void A_prediction_of_any_model_allocates_no_byte()
    {
        string[] lines = ProbeProcess.Run("Surefoot.Training.Probe", ["predicting"], []);
        Assert.Equal(2 * ModelCase.All.Count, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("0\t", line, StringComparison.Ordinal));
    }

    /// <summary>
    /// Attention, positions and expressions on tensors: in a process where every piece of work is shared, however
    /// small.
    /// </summary>
    [Fact]
    public void A_step_of_a_character_model_allocates_no_byte_and_learns_to_the_same_bytes_on_any_number_of_threads()
    {
        string[][] rows =
        [
            .. ProbeProcess.Run("Surefoot.Training.Probe", ["characters"], []).Select(line => line.Split('\t')),
        ];
        Assert.Equal(3, rows.Length);
        Assert.All(rows, row => Assert.Equal("0", row[0]));
        Assert.All(rows, row => Assert.Equal(rows[0][2], row[2]));
        // Of 20 characters one at random is ln 20 ≈ 3.0.
        Assert.InRange(double.Parse(rows[0][1], CultureInfo.InvariantCulture), 0, 2.3);
    }

    /// <summary>The whole trainer, its watcher looking and its memory halved on the way.</summary>
    [Fact]
    public void A_step_of_a_watched_run_allocates_no_byte()
    {
        string[][] rows =
        [
            .. ProbeProcess.Run("Surefoot.Training.Probe", ["watched"], []).Select(line => line.Split('\t')),
        ];
        Assert.Equal(3 * 10, rows.Length);
        // What the runtime makes once, when something happens for the first time, falls into few of the parts; a look
        // that allocates does so in every one.
        foreach (var run in rows.GroupBy(row => (row[2], row[3])))
            Assert.InRange(run.Count(row => row[0] != "0"), 0, 3);
        Assert.All(rows, row => Assert.Equal(1_000, Number(row[1]) + Number(row[5])));
        // An event allocates, and it is counted where it does, so that a step that did would be seen too.
        string[][] observed = [.. rows.Where(row => row[3] == "True")];
        Assert.All(observed, row => Assert.InRange(Number(row[4]), 100 * Number(row[5]), 1024 * Number(row[5])));
        Assert.All(observed, row => Assert.InRange(Number(row[1]), 900, 999));
        // So the watcher was at work, and its 512 intervals were full once.
        Assert.All(observed, row => Assert.InRange(Number(row[6]), 513, 1024));

        static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
    }

    /// <summary>The same with 100,000 steps is a command in docs/performance.md.</summary>
    [Fact]
    public void Two_thousand_steps_of_a_dense_network_leave_memory_flat()
    {
        long[][] rows =
        [
            .. ProbeProcess
                .Run("Surefoot.Training.Probe", ["steps", "2000"], [])
                .Select(line =>
                    Array.ConvertAll(line.Split('\t'), word => long.Parse(word, CultureInfo.InvariantCulture))
                ),
        ];
        Assert.Equal(11, rows.Length);
        Assert.Equal(2000, rows[^1][0]);
        // A first long wait for the worker allocates in the runtime, once; steps that allocate do so in every tenth.
        Assert.InRange(rows.Count(row => row[1] > 0), 0, 3);
        Assert.InRange(rows[^1][3] - rows[1][3], long.MinValue, 1024);
    }
}
