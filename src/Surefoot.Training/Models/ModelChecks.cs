using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// What the named models ask of their settings; each error names the setting, the value and what is expected.
/// </summary>
static class ModelChecks
{
    // Up to here a float holds every index.
    const int MaxVocabulary = 1 << 24;

    public static void Sizes(int outputs, IReadOnlyList<int> hidden)
    {
        if (outputs < 1)
            throw new ArgumentException($"A model needs at least one output; {outputs} were asked for.");
        foreach (int width in hidden)
            if (width < 1)
                throw new ArgumentException($"The width of a hidden layer is {width}; it must be at least 1.");
    }

    public static void Images(string kind, Shape input)
    {
        if (input.Rank != 3)
            throw new ArgumentException(
                $"The model \"{kind}\" needs images, [channels, height, width]; the data has the shape "
                    + $"{input}. {AnyShape}"
            );
    }

    public static void Sequences(string kind, Shape input)
    {
        if (input.Rank != 2)
            throw new ArgumentException(
                $"The model \"{kind}\" needs sequences, [time, features]; the data has the shape {input}. {AnyShape}"
            );
    }

    public static void AtLeastOne(string kind, IReadOnlyList<int> hidden)
    {
        if (hidden.Count == 0)
            throw new ArgumentException($"The model \"{kind}\" needs at least one hidden width.");
    }

    public static void Vocabulary(int words)
    {
        if (words is < 1 or > MaxVocabulary)
            throw new ArgumentException(
                $"The vocabulary of the model \"text\" has {words} words; it must have 1 to {MaxVocabulary}, "
                    + "up to which a float holds every index."
            );
    }

    const string AnyShape = "The model \"mlp\" takes any shape.";
}
