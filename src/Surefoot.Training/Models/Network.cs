using System.Diagnostics;
using System.Numerics;
using Surefoot.Memory;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>
/// A layer with the memory of all its parameters: one arena for the weights and one for their gradients, so that an optimizer's step is
/// one sweep and a checkpoint one write.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Block<T> parameters, gradients, state;
    readonly Parameter<T>[] named, states;
    readonly RowSparseTable<T>[] tables;
    readonly Block<T>[] tableMemory;

    /// <summary>A network of your own layers.</summary>
    /// <param name="root">The layer that it computes, usually a <see cref="Sequential{T}"/>; no other network's.</param>
    /// <param name="description">What it is, for files; its kind is only looked at by <see cref="Build"/>.</param>
    /// <param name="seed">What its starting weights are drawn from.</param>
    /// <exception cref="ArgumentException">Two parameters have the same name.</exception>
    public Network(Layer<T> root, ModelDescription description, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(description);
        (Root, Description) = (root, description);
        named = [.. root.Parameters];
        int[] offsets = Array.ConvertAll(named, parameter => Layout.Add(parameter.Name, parameter.Shape.Length));
        (parameters, gradients) = (new(Layout.Length), new(Layout.Length));
        states = [.. root.States];
        int[] places = Array.ConvertAll(states, one => StateLayout.Add(one.Name, one.Shape.Length));
        state = new(StateLayout.Length);
        for (int i = 0; i < states.Length; i++)
        {
            states[i].Bind(state, null, places[i]);
            states[i].Initialise(seed, named.Length + i);
        }
        tables = [.. root.Tables];
        RefuseSameNames([.. named, .. states, .. tables.Select(table => table.Weight)]);
        tableMemory = Array.ConvertAll(tables, table => new Block<T>(table.Weight.Shape.Length));
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i].Bind(tableMemory[i]);
            tables[i].Weight.Initialise(seed, named.Length + states.Length + i);
        }
        for (int i = 0; i < named.Length; i++)
        {
            named[i].Bind(parameters, gradients, offsets[i]);
            named[i].Initialise(seed, i);
        }
    }

    /// <summary>The network of a description, with the starting weights of a seed.</summary>
    /// <param name="description">What to build.</param>
    /// <param name="seed">What the starting weights are drawn from.</param>
    /// <exception cref="ArgumentException">A value of the description is out of range, or the kind does not fit the input.</exception>
    public static Network<T> Build(ModelDescription description, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(description);
        description.Check();
        return new(Layers(description), description, seed);
    }

    /// <summary>The layers of a description: names and shapes, before there is any memory for them.</summary>
    internal static Layer<T> Layers(ModelDescription description) => description.Kind switch
    {
        "mlp" => MlpModel.Layers<T>(description),
        "conv" => ConvolutionalModel.Layers<T>(description),
        "2c2d" => TwoConvolutionsModel.Layers<T>(description),
        "resnet" => ResidualModel.Layers<T>(description),
        "lstm" => LstmModel.Layers<T>(description),
        "text" => TextModel.Layers<T>(description),
        _ => throw new UnreachableException(),
    };

    /// <summary>The layer that the network computes.</summary>
    public Layer<T> Root { get; }

    /// <summary>What the network is.</summary>
    public ModelDescription Description { get; }

    static void RefuseSameNames(Parameter<T>[] all)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Parameter<T> one in all)
            if (!names.Add(one.Name)) throw new ArgumentException($"Two parameters are called \"{one.Name}\"; give their layers different names.");
    }

    /// <summary>All parameters, one after the other, without the row-sparse tables.</summary>
    public Span<T> Parameters => parameters.Span;

    /// <summary>The loss's slope in each.</summary>
    public Span<T> Gradients
    {
        get
        {
            foreach (Parameter<T> one in named) one.Tensor.SettleGradient();
            return gradients.Span;
        }
    }

    /// <summary>Which parameter lies where.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>What layers keep beside their parameters, such as the running averages of batch normalisation: saved with the model, not learnt by descent.</summary>
    public Span<T> State => state.Span;

    /// <summary>Which part of <see cref="State"/> lies where.</summary>
    public ParameterLayout StateLayout { get; } = new();

    /// <summary>The parts of <see cref="State"/> by name, in their order; they have no gradients.</summary>
    public IReadOnlyList<Parameter<T>> NamedStates => states;

    /// <summary>The row-sparse tables, each a block of its own without a dense gradient.</summary>
    public IReadOnlyList<RowSparseTable<T>> Tables => tables;

    /// <summary>How many numbers are learnt: the parameters and the tables.</summary>
    public long ParameterCount => parameters.Length + tables.Sum(table => (long)table.Weight.Shape.Length);

    /// <summary>The parameters by name, in the order of the arena.</summary>
    public IReadOnlyList<Parameter<T>> NamedParameters => named;

    /// <summary>Computes the outputs for a batch.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="input">The examples, [n, …] with the description's input shape behind n.</param>
    /// <returns>[n, outputs].</returns>
    public Tensor<T> Forward(Tape<T> tape, Tensor<T> input) => Root.Forward(tape, input);

    /// <summary>Sets every gradient to 0; before each step's <see cref="Tape{T}.Backward"/>, which adds.</summary>
    public void ZeroGradients()
    {
        foreach (Parameter<T> one in named) one.Tensor.ZeroGradient();
        foreach (RowSparseTable<T> table in tables) table.ClearGradients();
    }
}
