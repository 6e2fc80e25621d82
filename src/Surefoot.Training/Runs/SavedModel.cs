using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>
/// A trained network with all that using it needs: what becomes of a row before it goes in, and what the numbers that
/// come out mean. It gives the same bits in the process that trained it and in any later one on the same machine.
/// </summary>
/// <example>
/// <code>
/// SavedModel model = SavedModel.Load("model.safetensors");
/// Predictions said = model.Predict(data.Validation);
/// Console.WriteLine(said.ClassName(0));
/// </code>
/// </example>
public sealed class SavedModel
{
    /// <summary>A model of a network at hand.</summary>
    /// <param name="network">The network.</param>
    /// <param name="preprocessing">What was fitted to the training rows.</param>
    /// <param name="loss">The loss that it was trained on; the usual one of its task unless given.</param>
    /// <exception cref="ArgumentException">The two do not fit together.</exception>
    public SavedModel(Network<float> network, Preprocessing preprocessing, Loss<float>? loss = null)
        : this(network, preprocessing, loss, []) { }

    internal SavedModel(
        Network<float> network,
        Preprocessing preprocessing,
        Loss<float>? loss,
        IReadOnlyList<string> notes
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(preprocessing);
        if (network.InputShape != preprocessing.InputShape || network.OutputShape.Length != preprocessing.Outputs)
        {
            throw new ArgumentException(
                $"The network takes {network.InputShape} to {network.OutputShape.Length} outputs; "
                    + $"the preprocessing makes {preprocessing.InputShape} and asks for {preprocessing.Outputs}.",
                nameof(network)
            );
        }
        (Network, Preprocessing, Loss, Notes) = (
            network,
            preprocessing,
            loss ?? TaskLoss.For<float>(preprocessing.Task),
            notes
        );
    }

    /// <summary>The network.</summary>
    public Network<float> Network { get; }

    /// <summary>How a row becomes the network's input, and the output a prediction.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>The loss that the network was trained on.</summary>
    public Loss<float> Loss { get; }

    /// <summary>
    /// The figures that <see cref="Evaluate"/> takes beside the loss and the accuracy or the RMSE; none unless given.
    /// </summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>
    /// How many training rows each class has, in the order of the classes: what a forecast without a network goes by.
    /// Null for numbers, and where it is not known, as in files of earlier versions.
    /// </summary>
    public IReadOnlyList<long>? TrainingClasses { get; init; }

    /// <summary>
    /// From which probability on a class is predicted, of two; null, the default, predicts the likelier. Evaluations,
    /// predictions and ONNX files go by it.
    /// </summary>
    /// <exception cref="ArgumentException">The model does not tell two classes apart.</exception>
    public DecisionThreshold? Threshold
    {
        get;
        init =>
            field =
                value is null || (Preprocessing.Task == TaskKind.Classification && Preprocessing.Outputs == 2)
                    ? value
                    : throw new ArgumentException(
                        $"A threshold is for two classes; {Preprocessing.TargetName} has "
                            + (Preprocessing.Task == TaskKind.Regression ? "numbers." : $"{Preprocessing.Outputs}."),
                        nameof(value)
                    );
    }

    /// <summary>
    /// What whoever loaded the model should know, a sentence each: that the file is of a version that did not hold the
    /// layers. Mostly empty.
    /// </summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>
    /// Writes the model to a safetensors file, whole or not at all. The same model gives the same bytes.
    /// </summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <exception cref="Formats.ModelFileException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">
    /// The layers are nested too deep, or too many, for a file: see <see cref="Configuration.Config"/>.
    /// </exception>
    public void Save(string path) =>
        ModelFile.Write(path, Network, Preprocessing, Loss, Metrics, TrainingClasses, Threshold);

    /// <summary>
    /// Writes a model to a safetensors file, whole or not at all. The same model gives the same bytes.
    /// </summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="network">The network.</param>
    /// <param name="preprocessing">What was fitted to the training rows.</param>
    /// <param name="loss">The loss that it was trained on; the usual one of its task unless given.</param>
    /// <exception cref="Formats.ModelFileException">The file cannot be written.</exception>
    public static void Save(
        string path,
        Network<float> network,
        Preprocessing preprocessing,
        Loss<float>? loss = null
    ) => ModelFile.Write(path, network, preprocessing, loss ?? TaskLoss.For<float>(preprocessing.Task), []);

    /// <summary>
    /// Reads a model that was saved; nothing but the file is needed, and where it has layers or losses of one's own,
    /// how they are built.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="registry">Kinds of layers and losses of one's own; null for none.</param>
    /// <exception cref="Formats.ModelFileException">
    /// The file is missing, damaged, of a newer version, no model of Surefoot's, or has a kind that is neither the
    /// library's nor in the registry.
    /// </exception>
    public static SavedModel Load(string path, ModelRegistry? registry = null) => ModelFile.Read(path, null, registry);

    /// <summary>
    /// Reads a model into layers that the program builds, as PyTorch's load_state_dict does, but only into the very
    /// layers that were saved: their trees are compared to the last setting.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">The layers; no other network's.</param>
    /// <param name="registry">Kinds of losses of one's own; null for none.</param>
    /// <exception cref="Formats.ModelFileException">
    /// The file is missing, damaged, of a newer version or no model of Surefoot's; or it was saved from other layers,
    /// and the message names the first that differs, on both sides.
    /// </exception>
    public static SavedModel Load(string path, Layer<float> layers, ModelRegistry? registry = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return ModelFile.Read(path, layers, registry);
    }

    /// <summary>How many bytes a saved model and the run's other files may take, to ask for before training.</summary>
    /// <param name="network">The network.</param>
    public static long RoomFor(Network<float> network) =>
        ((long)sizeof(float) * (network.ParameterCount + network.State.Length)) + (1 << 20);

    /// <summary>How well the model does on rows with targets.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="threads">Threads that compute; no result depends on it.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="ArgumentException">
    /// There is no row, the rows have no targets, or they are of another shape.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Evaluate(IDataset rows, int threads = 1, CancellationToken cancel = default)
    {
        Check(rows);
        if (!rows.HasTargets)
            throw new ArgumentException(
                "The rows have no targets to compare with; predicting needs none.",
                nameof(rows)
            );
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<float>(pool);
        return new Evaluator<float>(Network, Loss, Preprocessing, metrics: Metrics).Evaluate(
                tape,
                rows,
                cancel,
                whole: true,
                TrainingClasses,
                Threshold
            ) ?? throw new ArgumentException("There are no rows to evaluate on.", nameof(rows));
    }

    /// <summary>What the model says of rows.</summary>
    /// <param name="rows">The rows; their targets are not looked at.</param>
    /// <param name="threads">Threads that compute; no result depends on it.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="ArgumentException">The rows are of another shape, or more than fit into one array.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Predictions Predict(IDataset rows, int threads = 1, CancellationToken cancel = default)
    {
        Check(rows);
        int width = Preprocessing.Outputs;
        if ((long)rows.Count * width > Array.MaxLength)
            throw new ArgumentException(
                $"{rows.Count} rows are too many to predict at once; predict them in parts.",
                nameof(rows)
            );
        var outputs = new float[rows.Count * width];
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<float>(pool);
        new Evaluator<float>(Network, Loss, Preprocessing).ForEachRow(
            tape,
            rows,
            (row, output, _) => output.CopyTo(outputs.AsSpan(row * width)),
            cancel
        );
        return new Predictions(Preprocessing, outputs, rows.Count, Threshold);
    }

    void Check(IDataset rows)
    {
        if (rows.InputShape != Preprocessing.InputShape)
            throw new ArgumentException(
                $"The rows have the shape {rows.InputShape}; the model takes {Preprocessing.InputShape}.",
                nameof(rows)
            );
    }
}
