using Surefoot.Training.Data;
using Surefoot.Training.Models;

namespace Surefoot.Cli.Settings;

/// <summary>From the command's options to how data is read and divided.</summary>
static class DataSettings
{
    /// <summary>The loader's options; what was not said keeps the loader's own default.</summary>
    public static DataOptions From(TrainRequest request)
    {
        if (request.Recorded?.BuildData(registry: null) is { } recorded)
            return recorded with { TestPath = request.TestPath };
        DataOptions defaults = new();
        return defaults with
        {
            Target = request.Target,
            TestPath = request.TestPath,
            TestShare = request.TestShare ?? defaults.TestShare,
            IgnoredColumns = request.IgnoredColumns,
            TextColumns = request.TextColumns,
            WordColumns = request.WordColumns,
            CategoryColumns = request.CategoryColumns,
            WordsByData = request.AsVersion1 ? null : true,
            HasHeader = request.HasHeader,
            DateParts = request.DateParts,
            Bins = request.Bins,
            BinsByData = request.Bins is null && !request.AsVersion1 ? true : null,
            Stream = request.Stream,
            UnpackLimit = request.UnpackLimit,
            FeaturesAsIndices = ModelKind.Find(request.Model) is { ReadsWords: true },
            Text = TextSettings.Reading(request),
            Task = request.Task switch
            {
                "classification" => TaskKind.Classification,
                "regression" => TaskKind.Regression,
                _ => null,
            },
            ValidationShare = request.ValidationShare ?? defaults.ValidationShare,
            Seed = request.Seed,
            Folds = request.Folds,
            Window = request.Window,
            Ahead = request.Ahead,
            TargetPast = request.Window > 0 && !request.NoPast && !request.AsVersion1 ? true : null,
            Season = request.Season,
            Transforms = request.Transforms,
        };
    }
}
