using System.Globalization;
using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Fuzz;

/// <summary>
/// Feeds damaged files to a reader. Each must be read, or refused with an error that a user is told of, and cost little
/// memory either way.
/// </summary>
/// <param name="reader">The reader.</param>
/// <param name="seed">What the damage is drawn from.</param>
sealed class Fuzzer(FuzzedReader reader, ulong seed)
{
    const int MostFailures = 5;

    /// <summary>How many files were read.</summary>
    public long Accepted { get; private set; }

    /// <summary>How many were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>The most bytes that one of them made the reader allocate.</summary>
    public long MostAllocated { get; private set; }

    /// <summary>What went wrong, each with the number of the execution; the first few.</summary>
    public List<(long Execution, string What)> Failures { get; } = [];

    /// <summary>Which execution is going on.</summary>
    public long Current { get; private set; }

    /// <summary>Runs executions.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public void Run(long first, long count)
    {
        for (Current = first; Current < first + count && Failures.Count < MostFailures; Current++)
        {
            byte[] file = File(Current);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                reader.Read(file);
                Accepted++;
            }
            catch (Exception e) when (e is ModelFileException or DataException or RunException)
            {
                Refused++;
                if (string.IsNullOrWhiteSpace(e.Message))
                    Failures.Add((Current, "an empty message"));
            }
            catch (Exception e)
            {
                Failures.Add((Current, e.ToString()));
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            MostAllocated = Math.Max(MostAllocated, allocated);
            if (allocated > reader.Allowance)
                Failures.Add(
                    (
                        Current,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{allocated:N0} bytes for a file of {file.Length:N0}"
                        )
                    )
                );
        }
    }

    /// <summary>The file of an execution.</summary>
    /// <param name="execution">Its number.</param>
    public byte[] File(long execution)
    {
        uint stream = 0;
        foreach (char letter in reader.Name)
            stream = (stream * 31) + letter;
        return new Mutation(new RandomStream(seed, stream, (ulong)execution), reader).Make();
    }
}
