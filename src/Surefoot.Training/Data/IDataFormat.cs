namespace Surefoot.Training.Data;

/// <summary>
/// One format of training data. To add one, write a class with these members in a folder of its own, put it in the
/// list of <see cref="DataLoader"/>, and give its <see cref="Preprocessing"/> a kind in
/// <see cref="StoredPreprocessing"/>.
/// </summary>
interface IDataFormat
{
    /// <summary>
    /// Whether the path looks like this format, by its name, its first bytes or what the folder holds.
    /// </summary>
    bool Recognises(string path);

    /// <summary>Whether its rows can be read from their files as they are needed.</summary>
    bool CanStream => false;

    /// <summary>Whether it has named columns, and rows of which windows can be made.</summary>
    bool IsTable => false;

    /// <summary>Whether it is what is read where no path was given.</summary>
    bool IsBuiltIn => false;

    /// <summary>Reads, divides and fits.</summary>
    /// <exception cref="DataException">The data cannot be used.</exception>
    TrainingData Load(string path, DataOptions options);
}
