using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>A function from tensor to tensor with parameters of its own, and with layers inside it where it is built of others.</summary>
/// <remarks>To write one: derive, declare parameters and children in the constructor, compute with operations in <see cref="Forward"/>.</remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract class Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly List<Parameter<T>> own = [], states = [];
    readonly List<RowSparseTable<T>> tables = [];
    readonly List<Layer<T>> children = [];

    /// <summary>A layer.</summary>
    /// <param name="name">What its errors and its parameters' names begin with, such as "dense1".</param>
    protected Layer(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>What its errors and its parameters' names begin with.</summary>
    public string Name { get; }

    /// <summary>Its parameters, then those of the layers inside it, in the order of the arena.</summary>
    public IEnumerable<Parameter<T>> Parameters => own.Concat(children.SelectMany(child => child.Parameters));

    /// <summary>What it keeps from step to step beside its parameters, such as running averages, then that of the layers inside it.</summary>
    public IEnumerable<Parameter<T>> States => states.Concat(children.SelectMany(child => child.States));

    /// <summary>Its row-sparse tables, then those of the layers inside it.</summary>
    public IEnumerable<RowSparseTable<T>> Tables => tables.Concat(children.SelectMany(child => child.Tables));

    /// <summary>The layers inside it, in the order in which they were declared.</summary>
    public IReadOnlyList<Layer<T>> Children => children;

    /// <summary>Computes the layer's output.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Its input, the batch outermost.</param>
    /// <exception cref="ArgumentException">The input's shape does not fit; the message names the layer, what came and what was expected.</exception>
    public abstract Tensor<T> Forward(Tape<T> tape, Tensor<T> x);

    /// <summary>Declares a parameter; for constructors.</summary>
    /// <param name="name">Its name in the layer, such as "weight".</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="start">How it begins.</param>
    /// <param name="fanIn">How many inputs each of its outputs sums over.</param>
    /// <param name="fanOut">How many outputs each of its inputs feeds.</param>
    protected Parameter<T> Declare(string name, Shape shape, Start start, int fanIn = 1, int fanOut = 1)
    {
        var parameter = new Parameter<T>($"{Name}.{name}", shape, start, fanIn, fanOut);
        own.Add(parameter);
        return parameter;
    }

    /// <summary>Declares numbers that are kept from step to step and saved with the model, but not learnt by descent; for constructors.</summary>
    /// <param name="name">Its name in the layer, such as "mean".</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="start">How it begins.</param>
    protected Parameter<T> DeclareState(string name, Shape shape, Start start)
    {
        var state = new Parameter<T>($"{Name}.{name}", shape, start, 1, 1);
        states.Add(state);
        return state;
    }

    /// <summary>Declares a table of which a batch uses few rows; for constructors.</summary>
    /// <param name="name">Its name in the layer, such as "table".</param>
    /// <param name="rows">How many rows there are, at least 1.</param>
    /// <param name="width">How many numbers each has, at least 1.</param>
    /// <param name="start">How it begins.</param>
    protected RowSparseTable<T> DeclareTable(string name, int rows, int width, Start start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var table = new RowSparseTable<T>($"{Name}.{name}", rows, width, start);
        tables.Add(table);
        return table;
    }

    /// <summary>Declares a layer inside this one; for constructors.</summary>
    /// <param name="layer">The inner layer.</param>
    /// <typeparam name="TLayer">Its type.</typeparam>
    protected TLayer Declare<TLayer>(TLayer layer)
        where TLayer : Layer<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        children.Add(layer);
        return layer;
    }

    /// <summary>The error for an input whose shape does not fit.</summary>
    /// <param name="came">The input's shape.</param>
    /// <param name="expected">What was expected, such as "[n, 784]".</param>
    protected ArgumentException Misfit(Shape came, string expected) => new($"{Name} expected an input of shape {expected}; {came} came.");
}
