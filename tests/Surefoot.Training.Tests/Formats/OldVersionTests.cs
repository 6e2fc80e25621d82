using System.Runtime.CompilerServices;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Formats;

/// <summary>
/// Models that older versions wrote, each as it was written then: they load for ever, and predict what they predicted.
/// </summary>
public sealed class OldVersionTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static string Golden(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "golden", name);

    /// <summary>
    /// Written by version 0.1.0 of 2026-11-25: surefoot train kinds.csv --hidden 4 --epochs 5, and surefoot predict of
    /// the same rows.
    /// </summary>
    [Fact]
    public void A_model_of_version_1_predicts_what_it_predicted()
    {
        SavedModel model = SavedModel.Load(Golden("model-1.safetensors"));
        Assert.Equal("no|yes", string.Join('|', model.Preprocessing.Classes));
        Predictions predictions = model.Predict(model.Preprocessing.Open(Golden("kinds.csv"), requireTargets: true));
        string[] written = File.ReadAllLines(Golden("model-1-predictions.csv"));
        Assert.Equal(written.Length - 1, predictions.Count);
        for (int row = 0; row < predictions.Count; row++)
        {
            string[] fields = written[row + 1].Split(',');
            Assert.Equal(fields[0], predictions.ClassName(row));
            Assert.Equal(
                double.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture),
                predictions.Probability(row, 0),
                1e-6
            );
        }

        // What is read and written again is of the newest version, and says the same.
        SavedModel.Save(scratch["again"], model.Network, model.Preprocessing, model.Loss);
        Predictions again = SavedModel
            .Load(scratch["again"])
            .Predict(model.Preprocessing.Open(Golden("kinds.csv"), requireTargets: false));
        for (int row = 0; row < again.Count; row++)
            Assert.Equal(predictions.Outputs(row).ToArray(), again.Outputs(row).ToArray());
    }
}
