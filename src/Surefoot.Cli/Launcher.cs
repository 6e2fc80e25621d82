using System.Globalization;
using Surefoot.Cli.Terminal;

namespace Surefoot.Cli;

/// <summary>
/// A launcher of several processes, mpirun or srun, as it shows in the environment. What trains does not share its
/// work among processes: each would do all of it, into a run folder of its own.
/// </summary>
static class Launcher
{
    // Set for each process by the launcher itself: how many there are, and which of them this is. A batch script's
    // SLURM_NTASKS is no such variable: it stands there before srun has started anything.
    static readonly (string Size, string Rank, string Name)[] Variables =
    [
        ("OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK", "mpirun"),
        ("PMI_SIZE", "PMI_RANK", "mpirun"),
        ("SLURM_STEP_NUM_TASKS", "SLURM_PROCID", "srun"),
    ];

    // mpirun ends all processes as soon as one has failed, and the first is to have spoken by then.
    static readonly TimeSpan TheFirstSpeaks = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether this is one of several processes, which is refused; the first of them says so, and the others are
    /// silent.
    /// </summary>
    /// <param name="command">The command that was given.</param>
    public static bool Refuses(string command)
    {
        foreach ((string size, string rank, string name) in Variables)
        {
            if (Whole(size) is not ({ } processes and > 1))
                continue;
            if (Whole(rank) > 0)
                Thread.Sleep(TheFirstSpeaks);
            else
                Messages.Error(
                    $"{name} started {processes} processes ({size} is {processes}), and each would do the whole of "
                        + $"`surefoot {command}`: the work of a run is not shared among processes. Start it once, "
                        + "without the launcher; --threads says how many cores it uses."
                );
            return true;
        }

        return false;
    }

    static int? Whole(string variable) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int value
        )
            ? value
            : null;
}
