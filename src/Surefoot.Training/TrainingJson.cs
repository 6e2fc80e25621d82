using System.Text.Json.Serialization;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Training.Comparing;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Explaining;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Folds;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training;

/// <summary>
/// The shapes of Surefoot's own JSON, of which the compiler makes readers and writers; <see cref="JsonFile"/> adds what
/// it does not know of. A member that a later version adds is passed over.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = ConfigJson.JsonDepth + 2,
    Converters = [
        typeof(Finite),
        typeof(Count),
        typeof(LongCount),
        typeof(Seed),
        typeof(Flag),
        typeof(Text),
        typeof(UtcSecond),
        typeof(Pairs),
        typeof(Sizes),
        typeof(ConfigJson.Converter),
        typeof(DiagnosisEntry.Converter),
        typeof(Choice<RunOutcome>),
        typeof(Choice<NonFiniteHandling>),
        typeof(Choice<NonFinitePolicy>),
        typeof(Choice<ClippingKind>),
        typeof(Choice<TaskKind>),
        typeof(Choice<DatePart>),
        typeof(Choice<TextForm>),
        typeof(Choice<ThresholdMeasure>),
    ]
)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunRecord.Form))]
[JsonSerializable(typeof(RunSettings))]
[JsonSerializable(typeof(IReadOnlyList<KeyValuePair<string, string>>))]
[JsonSerializable(typeof(FoldsRecord))]
[JsonSerializable(typeof(EpochDone))]
[JsonSerializable(typeof(WatchedInterval))]
[JsonSerializable(typeof(StoredDiagnosis))]
[JsonSerializable(typeof(RunResumed))]
[JsonSerializable(typeof(LostLines))]
[JsonSerializable(typeof(LockNote))]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
[JsonSerializable(typeof(ModelDescription))]
[JsonSerializable(typeof(StoredPreprocessing))]
[JsonSerializable(typeof(ComparisonRecord))]
[JsonSerializable(typeof(RateSweep))]
[JsonSerializable(typeof(Spread))]
[JsonSerializable(typeof(PermutationImportance))]
[JsonSerializable(typeof(PartialDependence))]
[JsonSerializable(typeof(ShapleyValues))]
sealed partial class TrainingJson : JsonSerializerContext;
