using System.Globalization;
using Surefoot.Cli.Terminal;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;

namespace Surefoot.Cli.Settings;

/// <summary>
/// How text is read and learnt unless the user says otherwise. Chosen by validation rows: docs/performance.md.
/// </summary>
static class TextSettings
{
    /// <summary>The share that dropout sets to 0 behind the embeddings of texts, and behind a hidden layer.</summary>
    public const double Dropout = 0.5;

    /// <summary>The width of the hidden layer that reads texts beside other columns.</summary>
    public static int[] HiddenBeside => [64];

    const int Vocabulary = 100_000,
        FewestRows = 1,
        Letters = 0;

    // Rows of a table of words are touched rarely, and each moves by the rate whatever its slope.
    const double Rate = 0.003;

    /// <summary>How texts become numbers.</summary>
    public static TextOptions Reading(TrainRequest request)
    {
        TextOptions before = new();
        bool asBefore = request.AsVersion1;
        return before with
        {
            Form = NetworkSettings.ReadsBags(request) ? TextForm.Indices : TextForm.Presence,
            Vocabulary = request.Vocabulary ?? (asBefore ? before.Vocabulary : Vocabulary),
            NGrams = request.NGrams ?? before.NGrams,
            Letters = request.Letters ?? (asBefore ? before.Letters : Letters),
            FewestRows = asBefore ? before.FewestRows : FewestRows,
            Distinct = !asBefore,
            Hashed = request.Hashed,
        };
    }

    /// <summary>Whether the data are texts and nothing else, to be learnt by one bag of words.</summary>
    public static bool IsText(Preprocessing data) =>
        data is TextPreprocessing || data is TablePreprocessing { Columns: [TextColumn] };

    /// <summary>Whether some of the data are texts.</summary>
    public static bool HasText(Preprocessing data) =>
        data is TextPreprocessing
        || (data is TablePreprocessing table && table.Columns.Any(column => column is TextColumn));

    /// <summary>The optimizer, with the rate for bags of words where none was said.</summary>
    public static OptimizerOptions Optimizer(TrainRequest request, Preprocessing data) =>
        data.Vocabulary > 0
        && IsText(data)
        && request is { SaysRate: false, AsVersion1: false, Optimizer: RmsPropOptions }
            ? request.Optimizer with
            {
                LearningRate = Rate,
            }
            : request.Optimizer;

    /// <summary>Says which rate was chosen, where one was.</summary>
    public static void Say(TrainRequest request, OptimizerOptions chosen)
    {
        if (chosen.LearningRate != request.Optimizer.LearningRate)
            Messages.Note(
                "Chosen for text: a learning rate of "
                    + $"{chosen.LearningRate.ToString("R", CultureInfo.InvariantCulture)}."
            );
    }
}
