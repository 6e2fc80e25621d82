namespace Surefoot.Training.Formats;

/// <summary>Hands out the bytes of a tensor when they are needed; the same bytes each time.</summary>
public delegate ReadOnlySpan<byte> TensorBytes();

/// <summary>A tensor for <see cref="SafetensorsWriter"/>.</summary>
/// <param name="Name">Its name: 1 to 512 characters, none of them a control character, without "..".</param>
/// <param name="Type">What its bytes are.</param>
/// <param name="Shape">Its sizes, outermost first; none for a scalar.</param>
/// <param name="Bytes">Where its bytes are: as many as shape and type make, little-endian.</param>
public sealed record TensorToWrite(string Name, TensorType Type, IReadOnlyList<long> Shape, TensorBytes Bytes);
