namespace Surefoot.Training.Configuration;

/// <summary>
/// An optimizer's options, a schedule or a random change of rows of one's own that says what it is, so that the
/// settings of its runs hold it. What does not say so stands in run.json as "other", without the settings that are its
/// own.
/// </summary>
public interface IConfigurable
{
    /// <summary>
    /// The key by which the kind is known: 1 to 64 small letters, digits, '-', '_' or '.'. A kind of one's own had best
    /// have a point in it, such as "acme.lion".
    /// </summary>
    string Kind { get; }

    /// <summary>
    /// Adds every setting that is the kind's own; those that every optimizer has are written already.
    /// </summary>
    /// <param name="config">Where to add them.</param>
    void AddSettings(Config config);
}
