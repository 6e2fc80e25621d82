namespace Surefoot.Training.Exchange.Onnx;

/// <summary>A value that flows through the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rank">How many sizes it has, with that of the batch.</param>
/// <param name="ChannelsSecond">
/// Whether its channels are the second axis, as ONNX has them, while they are the last one here.
/// </param>
/// <param name="Whole">Whether its numbers are whole, as the indices of words are.</param>
readonly record struct OnnxValue(string Name, int Rank, bool ChannelsSecond = false, bool Whole = false);
