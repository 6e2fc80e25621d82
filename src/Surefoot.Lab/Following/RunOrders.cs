using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Following;

/// <summary>
/// Orders from the page to a run: straight to the one that this process trains, by a file in its folder to one of
/// another process.
/// </summary>
/// <param name="catalog">The runs.</param>
sealed class RunOrders(RunCatalog catalog)
{
    static readonly (string Word, RunRequest Request, string Answer)[] Known =
    [
        ("pause", RunRequest.Pause, "The run will pause after the step in hand."),
        ("continue", RunRequest.Continue, "The run will go on."),
        ("checkpoint", RunRequest.Checkpoint, "A checkpoint will be written after the step in hand."),
        ("stop", RunRequest.Stop, "The run will end after the step in hand, with a checkpoint."),
    ];

    /// <summary>Gives an order.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="word">pause, continue, checkpoint or stop.</param>
    /// <returns>What will happen, in a sentence.</returns>
    /// <exception cref="AddressException">There is no such run or order, or the run cannot be reached.</exception>
    public string Give(string run, string word)
    {
        (string Word, RunRequest Request, string Answer) known = Array.Find(Known, each => each.Word == word);
        if (known.Word is null)
            throw new AddressException(
                StatusCodes.Status400BadRequest,
                $"There is no order '{word}'; there are {string.Join(", ", Known.Select(each => each.Word))}."
            );
        if (catalog.Live(run) is not { } live)
            throw new AddressException(StatusCodes.Status404NotFound, $"There is no live run '{run}'.");
        try
        {
            live.Ask(known.Request);
            return known.Answer;
        }
        catch (ModelFileException e)
        {
            throw new AddressException(StatusCodes.Status409Conflict, e.Message);
        }
    }
}
