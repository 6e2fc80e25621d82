using System.Numerics;
using Surefoot.Memory;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// A layer with the memory of all its parameters: one arena for the weights and one for their gradients, so that an
/// optimizer's step is one sweep and a checkpoint one write.
/// </summary>
/// <example>
/// <code>
/// var network = new Network&lt;float&gt;(
///     new Sequential&lt;float&gt;(new Dense&lt;float&gt;(4, 128, Activation.Relu), new Dense&lt;float&gt;(128, 2)),
///     new Shape(4),
///     seed: 1);
/// network.Fit(data, new RmsPropOptions(), epochs: 20).Model.Save("model.safetensors");
/// </code>
/// </example>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Block<T> parameters,
        gradients,
        state;
    readonly Parameter<T>[] named,
        states;
    readonly RowSparseTable<T>[] tables;
    readonly Block<T>[] tableMemory;
    Shape? output;

    /// <summary>A network of layers, with the starting weights of a seed.</summary>
    /// <param name="layers">
    /// The layer that it computes, usually a <see cref="Sequential{T}"/>; no other network's.
    /// </param>
    /// <param name="input">
    /// The shape of one example, without the batch: [4] for four numbers, [channels, height, width] for images as data
    /// sets hold them.
    /// </param>
    /// <param name="seed">What its starting weights are drawn from.</param>
    /// <exception cref="ArgumentException">
    /// The shape is none of an example, or two parameters have the same name.
    /// </exception>
    /// <example>
    /// <code>
    /// var network = new Network&lt;float&gt;(
    ///     new Sequential&lt;float&gt;(
    ///         new Dense&lt;float&gt;(4, 128, Activation.Tanh),
    ///         new Dense&lt;float&gt;(128, 2)),
    ///     new Shape(4),
    ///     seed: 1);
    /// </code>
    /// </example>
    public Network(Layer<T> layers, Shape input, ulong seed)
        : this(layers, input, (ulong?)seed) { }

    /// <summary>The same, without starting weights where there is no seed: for a file's, which replace them.</summary>
    /// <param name="root">The layers.</param>
    /// <param name="input">The shape of one example.</param>
    /// <param name="seed">What the starting weights are drawn from; zeros where it is null.</param>
    internal Network(Layer<T> root, Shape input, ulong? seed)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (input.Rank < 1 || input.Length < 1 || input.Rank >= Shape.MaxRank)
            throw new ArgumentException(
                $"The shape of one example is {input}; it has 1 to {Shape.MaxRank - 1} sizes, none of them 0.",
                nameof(input)
            );
        (Root, InputShape, HasWeights) = (root, input, seed is not null);
        root.Place();
        named = [.. root.Parameters];
        int[] offsets = Array.ConvertAll(named, parameter => Layout.Add(parameter.Name, parameter.Shape.Length));
        (parameters, gradients) = (new(Layout.Length), new(Layout.Length));
        states = [.. root.States];
        int[] places = Array.ConvertAll(states, one => StateLayout.Add(one.Name, one.Shape.Length));
        state = new(StateLayout.Length);
        for (int i = 0; i < states.Length; i++)
        {
            states[i].Bind(state, null, places[i]);
            if (seed is { } from)
                states[i].Initialise(from, named.Length + i);
        }
        tables = [.. root.Tables];
        RefuseSameNames([.. named, .. states, .. tables.Select(table => table.Weight)]);
        tableMemory = Array.ConvertAll(tables, table => new Block<T>(table.Weight.Shape.Length));
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i].Bind(tableMemory[i]);
            if (seed is { } from)
                tables[i].Weight.Initialise(from, named.Length + states.Length + i);
        }
        for (int i = 0; i < named.Length; i++)
        {
            named[i].Bind(parameters, gradients, offsets[i]);
            if (seed is { } from)
                named[i].Initialise(from, i);
        }
    }

    /// <summary>The network of a named model, with the starting weights of a seed.</summary>
    /// <param name="description">What to build.</param>
    /// <param name="seed">What the starting weights are drawn from.</param>
    /// <exception cref="ArgumentException">
    /// A value of the description is out of range, or the kind does not fit the input.
    /// </exception>
    public static Network<T> Build(ModelDescription description, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(description);
        return new(description.Layers<T>(), description.Input, seed);
    }

    /// <summary>
    /// Whether its weights are those of a seed or of a file; otherwise they are zeros, which nothing can be trained
    /// from.
    /// </summary>
    internal bool HasWeights { get; set; }

    /// <summary>The layer that the network computes.</summary>
    public Layer<T> Root { get; }

    /// <summary>The shape of one example, without the batch.</summary>
    public Shape InputShape { get; }

    /// <summary>
    /// The shape of what comes out for one example, without the batch: [classes], or [1] for a number. Found once, by
    /// sending an example of zeros through the layers, which shows also whether they fit each other and the input.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The layers do not fit each other or the input; the message names the first that does not.
    /// </exception>
    public Shape OutputShape => output ??= OneExample(limit: 0);

    /// <summary>
    /// What the network is made of: the tree of its layers, which a model file holds and which is compared when one is
    /// loaded.
    /// </summary>
    public Config GetConfig() => Root.GetConfig();

    static void RefuseSameNames(Parameter<T>[] all)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Parameter<T> one in all)
            if (!names.Add(one.Name))
                throw new ArgumentException(
                    $"Two parameters are called \"{one.Name}\"; give their layers different names."
                );
    }

    /// <summary>All parameters, one after the other, without the row-sparse tables.</summary>
    public Span<T> Parameters => parameters.Span;

    /// <summary>The loss's slope in each.</summary>
    public Span<T> Gradients
    {
        get
        {
            foreach (Parameter<T> one in named)
                one.Tensor.SettleGradient();
            return gradients.Span;
        }
    }

    /// <summary>Which parameter lies where.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>
    /// What layers keep beside their parameters, such as the running averages of batch normalisation: saved with the
    /// model, not learnt by descent.
    /// </summary>
    public Span<T> State => state.Span;

    /// <summary>Which part of <see cref="State"/> lies where.</summary>
    public ParameterLayout StateLayout { get; } = new();

    /// <summary>The parts of <see cref="State"/> by name, in their order; they have no gradients.</summary>
    public IReadOnlyList<Parameter<T>> NamedStates => states;

    /// <summary>The row-sparse tables, each a block of its own without a dense gradient.</summary>
    public IReadOnlyList<RowSparseTable<T>> Tables => tables;

    /// <summary>The same, gone through without an enumerator to be allocated.</summary>
    internal ReadOnlySpan<RowSparseTable<T>> AllTables => tables;

    /// <summary>How many numbers are learnt: the parameters and the tables.</summary>
    public long ParameterCount => parameters.Length + tables.Sum(table => (long)table.Weight.Shape.Length);

    /// <summary>The parameters by name, in the order of the arena.</summary>
    public IReadOnlyList<Parameter<T>> NamedParameters => named;

    /// <summary>Computes the outputs for a batch.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="input">The examples, [n, …] with <see cref="InputShape"/> behind n.</param>
    /// <returns>[n, …] with <see cref="OutputShape"/> behind n.</returns>
    public Tensor<T> Forward(Tape<T> tape, Tensor<T> input) => Root.Forward(tape, input);

    /// <summary>Sets every gradient to 0; before each step's <see cref="Tape{T}.Backward"/>, which adds.</summary>
    public void ZeroGradients()
    {
        ZeroArena();
        foreach (RowSparseTable<T> table in tables)
            table.ClearGradients();
    }

    /// <summary>The same for the arena alone: the tables keep what they have gathered.</summary>
    internal void ZeroArena()
    {
        foreach (Parameter<T> one in named)
            one.Tensor.ZeroGradient();
    }

    /// <summary>The layers, a line each, those inside another indented.</summary>
    public override string ToString() => $"{InputShape}\n{GetConfig()}";

    /// <summary>Finds <see cref="OutputShape"/> within so many bytes.</summary>
    internal void Probe(long limit) => output = OneExample(limit);

    Shape OneExample(long limit)
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<T>(pool, limit) { Recording = false };
        Tensor<T> example = tape.Input(InputShape.Batch(1));
        example.Value.Clear();
        Shape came = Root.Forward(tape, example).Shape;
        return came.Rank >= 1 && came[0] == 1
            ? came.Inner
            : throw new ArgumentException(
                $"One example of shape {InputShape} comes out as {came}; a batch of one, [1, …], is expected."
            );
    }
}
