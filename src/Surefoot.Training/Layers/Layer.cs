using System.Globalization;
using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// A function from tensor to tensor with parameters of its own, and with layers inside it where it is built of others.
/// It says what it is, its kind and every setting that changes the function, so that a model file can hold it and a
/// loaded network is the one that was saved.
/// </summary>
/// <remarks>
/// To write one: derive; declare parameters and children in the constructor; compute with operations in
/// <see cref="Forward"/>; give it a <see cref="Kind"/> and name its settings in <see cref="AddSettings"/>.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract class Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int LongestName = 128;

    readonly List<Parameter<T>> own = [],
        states = [];
    readonly List<RowSparseTable<T>> tables = [];
    readonly List<Layer<T>> children = [];

    // What each child is called in here where it has no name of its own; empty for one that stands for its parent.
    readonly List<string?> segments = [];
    readonly string? ownName;

    /// <summary>A layer.</summary>
    /// <param name="name">
    /// A name of its own, such as "dense1", that its parameters' names have in place of where it stands; not given, the
    /// third layer of a <see cref="Sequential{T}"/> is called "2", as in PyTorch.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is blank, longer than 128 characters, or has control characters.
    /// </exception>
    protected Layer(string? name = null)
    {
        if (
            name is not null
            && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        )
            throw new ArgumentException(
                $"The name of a layer must have 1 to {LongestName} characters, none of them a control character.",
                nameof(name)
            );
        ownName = name;
    }

    /// <summary>
    /// The key by which model files know this kind of layer: 1 to 64 small letters, digits, '-', '_' or '.', such as
    /// "dense". Those of the library have no point in them; a kind of one's own had best have one, such as
    /// "acme.snake".
    /// </summary>
    public abstract string Kind { get; }

    /// <summary>
    /// What its errors and its parameters' names begin with: in a network where it stands there, such as "block1.conv1"
    /// or "2".
    /// </summary>
    public string Name => Path.Length > 0 ? Path : ownName ?? Kind;

    /// <summary>
    /// The names of the layers around it and its own, joined by points; empty before it is part of a network, and for
    /// an outermost layer without a name.
    /// </summary>
    internal string Path { get; private set; } = "";

    /// <summary>Its own parameters and states, without those of the layers inside it.</summary>
    internal IEnumerable<Parameter<T>> OwnParameters => own.Concat(states);

    /// <summary>Its own row-sparse tables, without those of the layers inside it.</summary>
    internal IReadOnlyList<RowSparseTable<T>> OwnTables => tables;

    /// <summary>What the layer is: its kind, its settings and its children, as a model file holds it.</summary>
    /// <returns>A tree of its own; changing it changes nothing here.</returns>
    public Config GetConfig()
    {
        var config = new Config(Kind, ownName);
        AddSettings(config);
        foreach (Layer<T> child in children)
            config.Add(child.GetConfig());
        return config;
    }

    /// <summary>
    /// Adds every setting that changes what the layer computes: sizes, strides, ε, and so on. How weights begin is
    /// none, since a file holds the weights; nor are the children, which are added by themselves. Unless overridden
    /// there are none.
    /// </summary>
    /// <param name="config">Where to add them.</param>
    protected virtual void AddSettings(Config config) { }

    /// <summary>Its parameters, then those of the layers inside it, in the order of the arena.</summary>
    public IEnumerable<Parameter<T>> Parameters => own.Concat(children.SelectMany(child => child.Parameters));

    /// <summary>
    /// What it keeps from step to step beside its parameters, such as running averages, then that of the layers inside
    /// it.
    /// </summary>
    public IEnumerable<Parameter<T>> States => states.Concat(children.SelectMany(child => child.States));

    /// <summary>Its row-sparse tables, then those of the layers inside it.</summary>
    public IEnumerable<RowSparseTable<T>> Tables => tables.Concat(children.SelectMany(child => child.Tables));

    /// <summary>The layers inside it, in the order in which they were declared.</summary>
    public IReadOnlyList<Layer<T>> Children => children;

    /// <summary>Computes the layer's output.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Its input, the batch outermost.</param>
    /// <exception cref="ArgumentException">
    /// The input's shape does not fit; the message names the layer, what came and what was expected.
    /// </exception>
    public abstract Tensor<T> Forward(Tape<T> tape, Tensor<T> x);

    /// <summary>Declares a parameter; for constructors.</summary>
    /// <param name="name">Its name in the layer, such as "weight".</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How it begins.</param>
    /// <param name="fanIn">How many inputs each of its outputs sums over.</param>
    /// <param name="fanOut">How many outputs each of its inputs feeds.</param>
    protected Parameter<T> Declare(string name, Shape shape, Initializer initializer, int fanIn = 1, int fanOut = 1)
    {
        var parameter = new Parameter<T>(NameOf(name), name, shape, initializer, fanIn, fanOut);
        own.Add(parameter);
        return parameter;
    }

    /// <summary>
    /// Declares numbers that are kept from step to step and saved with the model, but not learnt by descent; for
    /// constructors.
    /// </summary>
    /// <param name="name">Its name in the layer, such as "mean".</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How it begins.</param>
    protected Parameter<T> DeclareState(string name, Shape shape, Initializer initializer)
    {
        var state = new Parameter<T>(NameOf(name), name, shape, initializer, 1, 1);
        states.Add(state);
        return state;
    }

    /// <summary>Declares a table of which a batch uses few rows; for constructors.</summary>
    /// <param name="name">Its name in the layer, such as "table".</param>
    /// <param name="rows">How many rows there are, at least 1.</param>
    /// <param name="width">How many numbers each has, at least 1.</param>
    /// <param name="initializer">How it begins.</param>
    protected RowSparseTable<T> DeclareTable(string name, int rows, int width, Initializer initializer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var table = new RowSparseTable<T>(NameOf(name), name, rows, width, initializer);
        tables.Add(table);
        return table;
    }

    /// <summary>Declares a layer inside this one; for constructors.</summary>
    /// <param name="layer">The inner layer.</param>
    /// <param name="name">
    /// What it is called in here where it has no name of its own, such as "attention"; its number, counted from 0,
    /// unless given; where it is empty, its parameters are named as if they were this layer's.
    /// </param>
    /// <typeparam name="TLayer">Its type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The same layer was declared before: one that is used twice is declared once.
    /// </exception>
    protected TLayer Declare<TLayer>(TLayer layer, string? name = null)
        where TLayer : Layer<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (children.Contains(layer))
            throw new ArgumentException(
                $"The layer {layer.Name} stands in {Name} twice. One that is used twice is declared once, in "
                    + "a layer that calls it twice.",
                nameof(layer)
            );
        children.Add(layer);
        segments.Add(name);
        return layer;
    }

    /// <summary>
    /// Names the parameters from where the layer stands; done by the network that it becomes part of.
    /// </summary>
    /// <param name="where">The names of the layers around it, joined by points; empty for the outermost.</param>
    internal void Place(string where)
    {
        Path = where;
        foreach (Parameter<T> parameter in OwnParameters.Concat(tables.Select(table => table.Weight)))
            parameter.Place(where);
        for (int i = 0; i < children.Count; i++)
            children[i]
                .Place(Join(where, children[i].ownName ?? segments[i] ?? i.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Makes it the outermost layer of a network.</summary>
    internal void Place() => Place(ownName ?? "");

    static string Join(string where, string name) =>
        where.Length == 0 ? name
        : name.Length == 0 ? where
        : $"{where}.{name}";

    // Until a network says where it stands.
    string NameOf(string parameter) => ownName is null ? parameter : Join(ownName, parameter);

    // "2" alone would tell a reader little.
    string Label => ownName is null && Path.Length > 0 ? $"{Path} ({Kind})" : Name;

    /// <summary>The error for an input whose shape does not fit.</summary>
    /// <param name="came">The input's shape.</param>
    /// <param name="expected">What was expected, such as "[n, 784]".</param>
    protected ArgumentException Misfit(Shape came, string expected) =>
        new($"{Label} expected an input of shape {expected}; {came} came.");
}
