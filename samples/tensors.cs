#:project ../src/Surefoot/Surefoot.csproj
#:property PublishAot=false

// Weights that lie in separate arrays, with settings of their own for the biases, clipping and a schedule.
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;

float[] weight = [0.5f, -0.5f, 0.25f],
    bias = [0.1f];
float[] weightGradient = new float[3],
    biasGradient = new float[1];

using var tensors = new TensorList<float>();
tensors.Add("dense.weight", weight, weightGradient);
tensors.Add("dense.bias", bias, biasGradient);

var options = new RmsPropOptions
{
    LearningRate = 0.01,
    Momentum = 0.9,
    WeightDecay = 1e-4,
};
var optimizer = new RmsProp(options)
{
    Layout = tensors.Layout,
    Clipping = GradientClipping.ByGlobalNorm(1),
    Schedule = new WarmupSchedule(10, new CosineSchedule(200)),
};
optimizer.AddGroup("biases", options with { WeightDecay = 0 }, parameter => parameter.Name.EndsWith(".bias"));

// Fit y = 2a − b + ½c + 1 on a few points.
float[][] points =
[
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 1, 1],
    [-1, 2, 0],
];
for (int step = 0; step < 200; step++)
{
    Array.Clear(weightGradient);
    Array.Clear(biasGradient);
    foreach (var p in points)
    {
        float error =
            weight[0] * p[0] + weight[1] * p[1] + weight[2] * p[2] + bias[0] - (2 * p[0] - p[1] + 0.5f * p[2] + 1);
        for (int i = 0; i < 3; i++)
            weightGradient[i] += error * p[i] / points.Length;
        biasGradient[0] += error / points.Length;
    }
    optimizer.Step(tensors);
}
Console.WriteLine(
    $"Weights {string.Join(", ", weight.Select(w => w.ToString("F3")))}, bias {bias[0]:F3} (sought: 2, -1, 0.5 and 1)"
);
foreach (string line in optimizer.Advice())
    Console.WriteLine("Advice: " + line);
