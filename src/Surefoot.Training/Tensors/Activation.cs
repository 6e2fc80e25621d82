namespace Surefoot.Training.Tensors;

/// <summary>What a dense or convolutional layer applies to its sums.</summary>
public enum Activation
{
    /// <summary>Nothing: the layer is linear.</summary>
    None,

    /// <summary>max(0, z).</summary>
    Relu,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>1 / (1 + e⁻ᶻ).</summary>
    Sigmoid,
}
