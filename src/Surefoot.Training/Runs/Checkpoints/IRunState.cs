namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// One part of all that a run depends on. Whatever a run changes as it goes, and looks at again, is written by such a
/// part and read back by it; a part that keeps something to itself makes a resumed run differ from one that was never
/// stopped.
/// </summary>
interface IRunState
{
    /// <summary>Its name in a checkpoint, which no other part has: "optimizer".</summary>
    string Name { get; }

    /// <summary>Hands over all that the part remembers. It is called between two steps, and changes nothing.</summary>
    void Write(RunStateWriter state);

    /// <summary>
    /// Takes over what <see cref="Write"/> handed over, to the last bit; what the part remembered before is gone.
    /// </summary>
    /// <exception cref="Formats.ModelFileException">The state is not one of this part's.</exception>
    void Read(RunStateReader state);
}
