using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Arguments;

/// <summary>How text becomes numbers.</summary>
sealed class TextArguments : IArguments
{
    readonly Option<string?> vocabulary = OptionOf.Text(
        "--vocabulary",
        "N",
        "Text: the most words that are known, the commonest. Default: 100,000."
    );
    readonly Option<string?> nGrams = OptionOf.Text(
        "--ngrams",
        "N",
        "Text: up to how many neighbouring words count as one more word. Default: 2."
    );
    readonly Option<string?> letters = OptionOf.Text(
        "--letters",
        "N",
        "Text: up to how many neighbouring letters of a word count as one more word, from 3 on. Default: 0, none."
    );
    readonly Option<bool> hash = OptionOf.Flag(
        "--hash",
        "Text: number words by a hash, so that none is unknown and none is stored."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[vocabulary, nGrams, letters, hash])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            Vocabulary = Values.Whole("--vocabulary", parsed.GetValue(vocabulary), 2, TextOptions.MostWords, "20000"),
            NGrams = Values.Whole("--ngrams", parsed.GetValue(nGrams), 1, TextOptions.LongestNGram, "3"),
            Letters = Values.Whole("--letters", parsed.GetValue(letters), 0, TextOptions.MostLetters, "5"),
            Hashed = parsed.GetValue(hash),
        };
}
