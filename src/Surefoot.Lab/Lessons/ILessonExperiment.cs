namespace Surefoot.Lab.Lessons;

/// <summary>The experiment of a lesson.</summary>
interface ILessonExperiment
{
    /// <summary>Runs it; see <see cref="Lesson.Run"/>.</summary>
    LessonResult Run(LessonSetting setting);
}
