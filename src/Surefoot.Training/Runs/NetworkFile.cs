using Surefoot.Training.Layers;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>
/// Files of networks alone, for programs that know themselves what goes in and what comes out: a language model, an
/// agent. A <see cref="SavedModel"/> holds that too, and its files can be read here.
/// </summary>
public static class NetworkFile
{
    /// <summary>
    /// Writes a network to a safetensors file, whole or not at all: its layers with their settings, its weights, and
    /// what layers keep beside them.
    /// </summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="Formats.ModelFileException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">
    /// The layers are nested too deep, or too many, for a file: see <see cref="Configuration.Config"/>.
    /// </exception>
    public static void Save(string path, Network<float> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        ModelFile.Write(path, network);
    }

    /// <summary>Reads a network that <see cref="Save"/> or <see cref="SavedModel.Save(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="registry">Kinds of layers of one's own; null for none.</param>
    /// <exception cref="Formats.ModelFileException">
    /// The file is missing, damaged, of a newer version, no network of Surefoot's, or has a kind that is neither the
    /// library's nor in the registry.
    /// </exception>
    public static Network<float> Load(string path, ModelRegistry? registry = null) =>
        ModelFile.ReadNetwork(path, null, registry);

    /// <summary>
    /// Reads a network into layers that the program builds; they must be those that were saved, to the last setting.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">The layers; no other network's.</param>
    /// <exception cref="Formats.ModelFileException">
    /// The file is missing, damaged, of a newer version or no network of Surefoot's; or it was saved from other layers,
    /// and the message names the first that differs, on both sides.
    /// </exception>
    public static Network<float> Load(string path, Layer<float> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return ModelFile.ReadNetwork(path, layers, null);
    }
}
