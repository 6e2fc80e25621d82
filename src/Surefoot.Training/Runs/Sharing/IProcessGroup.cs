namespace Surefoot.Training.Runs.Sharing;

/// <summary>
/// The processes that train one network together (<see cref="TrainerOptions.Group"/>), as one of them sees them. All
/// call the same methods in the same order; a call returns once what it asks for has come from the others. What is sent
/// are bytes in the order of the processor, so all processes run on processors of the same byte order.
/// </summary>
/// <remarks>
/// The counterparts of MPI are <c>MPI_Allgather</c>, <c>MPI_Alltoallv</c> and <c>MPI_Allgatherv</c>. No sum is among
/// them: in which order a library sums depends on the number of processes, and the trainer's order does not. A group
/// throws where a process is lost or does not answer; the trainer passes that on.
/// </remarks>
public interface IProcessGroup
{
    /// <summary>Which process this is, from 0 to <see cref="Size"/> − 1.</summary>
    int Rank { get; }

    /// <summary>How many processes there are, at least 1.</summary>
    int Size { get; }

    /// <summary>Gives the same number of bytes of each process to all.</summary>
    /// <param name="own">This process's bytes; as many in every process.</param>
    /// <param name="all">Receives the bytes of all, by rank; <see cref="Size"/> times as many.</param>
    void Gather(ReadOnlySpan<byte> own, Span<byte> all);

    /// <summary>Gives each process a slice of its own from each other.</summary>
    /// <param name="send">The slices for all processes, by rank, one directly behind the other.</param>
    /// <param name="sendLengths">The bytes of each of them.</param>
    /// <param name="receive">Receives the slices from all processes, by rank, one directly behind the other.</param>
    /// <param name="receiveLengths">The bytes of each of them.</param>
    void Exchange(
        ReadOnlySpan<byte> send,
        ReadOnlySpan<int> sendLengths,
        Span<byte> receive,
        ReadOnlySpan<int> receiveLengths
    );

    /// <summary>Gives a slice of each process, of any length, to all.</summary>
    /// <param name="own">This process's slice.</param>
    /// <param name="all">Receives the slices of all, by rank, one directly behind the other.</param>
    /// <param name="lengths">The bytes of each of them.</param>
    void GatherSlices(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> lengths);

    /// <summary>
    /// Ends the work of all processes, since this one cannot go on: calls that others wait in throw, or their
    /// processes end. Does not throw.
    /// </summary>
    void Abort();
}
