// Work: the border to the library that computes (libvelatura_work, LibTorch inside). Only values and abstract
// interfaces cross it: Image, ParamValues, Error, JobContext. No exception crosses it, no tensor, no LibTorch type.
// The window and the terminal program get it from WorkLibrary (core/work_library.h).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/param_values.h"
#include "core/image/image.h"
#include "core/image/kept_color.h"
#include "core/image/picture_reader.h"
#include "core/jobs/job.h"

namespace velatura {

/// Raised whenever anything below changes shape; a library with another number is refused.
inline constexpr int kWorkAbiVersion = 3;

/// Which features of a picture a style gives it: its large forms and strokes, its fine texture and colour, or both.
enum class StyleLevels { All, Coarse, Fine };

struct StyleInput {
    Image image;
    double weight = 1.0;
    Image mask;  ///< grey, the content's proportions, white where this style applies; empty: everywhere
    StyleLevels levels = StyleLevels::All;  ///< obeyed by engines whose EngineInfo::levels says so
};

enum class Purpose { Preview, Final };

/// Everything that a picture depends on; a value.
struct RenderRequest {
    Image content;
    std::vector<StyleInput> styles;
    ParamValues params;                ///< checked against the engine's schema
    Image start;                       ///< where the engine starts when its parameters say "last result"; may be empty
    Image protect;                     ///< grey, the content's proportions, white where the photo's pixels stay; empty: nowhere
    std::vector<KeptColor> keptColors;
    Purpose purpose = Purpose::Final;
};

struct Rendered {
    Image picture;         ///< empty only when stopped before there was anything
    bool stopped = false;  ///< ended by JobContext::proceed(); `picture` is the best so far
    ParamValues facts;     ///< "steps", "seconds", "device", final losses …
};

/// What one layer of the network still misses in a picture.
struct LayerLoss {
    std::string layer;   ///< "relu1_1" …
    double style = 0;    ///< relative distance to the styles' statistics; 0 where they agree
    Image map;           ///< grey, 8 bit: where it is left; white is the layer's largest value
};

/// One open picture's engine. Keeps features by image id and size within a byte budget and reruns only what a request
/// changed. One thread at a time.
class EngineSession {
public:
    virtual ~EngineSession() = default;
    virtual Result<Rendered> render(const RenderRequest& request, JobContext& context) = 0;
    /// Where each layer's style loss is left in `picture`, for the request's photo, styles and parameters. Engines that
    /// do not optimise have none to show.
    virtual Result<std::vector<LayerLoss>> layerLosses(const RenderRequest&, const Image& /*picture*/, JobContext&) {
        return fail(ErrorCode::Usage, "This engine does not look at layers.", {}, "Choose the optimiser.");
    }
    /// Frees what is kept between renders.
    virtual void clearCache() = 0;
};

/// A training run as a value. The run folder is the state: the same request with `resume` goes on where it stood.
struct TrainRequest {
    std::string trainer;
    ParamValues params;
    std::filesystem::path data, styles;  ///< picture folders or packed sets; `styles` where the trainer asks for it
    std::filesystem::path teachers;      ///< folder with teacher weights, for trainers that distil
    std::filesystem::path run;           ///< run folder
    bool resume = false;                 ///< go on from the newest checkpoint in `run`
    std::filesystem::path branchFrom;    ///< start a new run from this checkpoint; empty: from nothing
};

/// What a file of weights turned out to be, after a look through it.
struct NetworkReport {
    std::string kind;        ///< "perceptual", "vgg19", "vgg16", "fast-style"
    std::string convention;  ///< whose names and whose range of input: "torchvision", "caffe", "normalised" …
    std::vector<std::string> layers;  ///< taps that it gives
    std::vector<int> channels;        ///< of each
    std::int64_t weights = 0;         ///< how many numbers
    std::vector<std::string> styles;  ///< of a trained style network: names of the styles that it paints
};

struct StyleCode {
    std::vector<float> numbers;
    std::string model;  ///< SHA-256 of the network's file
};

struct MetricRequest {
    Image a, b;                         ///< compared at a's size; `b` is the reference (photo, painting or original)
    std::vector<std::string> metrics;   ///< keys of the catalog; empty: all
};

struct DeviceReport {
    std::string device;    ///< "cpu", "cuda:0 (NVIDIA H200)"
    std::string libTorch;  ///< "1.13.1"
    std::string noGpu;     ///< one sentence that says why no GPU is used; empty when one is
    int threads = 0;
};

struct BenchResult {
    std::string name;
    std::vector<double> seconds;
    double median = 0;
    std::int64_t peakBytes = 0;  ///< of the process so far
};

class Work {
public:
    virtual ~Work() = default;
    virtual DeviceReport device(const std::string& wanted) = 0;
    virtual Result<std::unique_ptr<EngineSession>> engine(const std::string& key) = 0;
    virtual Result<std::unique_ptr<Job>> trainJob(const TrainRequest& request) = 0;
    /// Recognises a perceptual network by names and shapes and runs it once. Error names the first thing that does not fit.
    virtual Result<NetworkReport> inspectNetwork(const std::filesystem::path& file) = 0;
    /// A picture's style as numbers, of which near ones are alike; comparable within one version of the shipped network,
    /// whose hash is `model`.
    virtual Result<StyleCode> styleCode(const Image& picture) = 0;
    /// Values by metric key.
    virtual Result<std::map<std::string, double>> metrics(const MetricRequest& request, JobContext& context) = 0;
    /// Runs the named bench case `repeats` times in the calling thread.
    virtual Result<BenchResult> bench(const std::string& name, int repeats, const ParamValues& options,
                                      JobContext& context) = 0;
    virtual std::vector<std::string> benchNames() const = 0;
};

/// What the work library needs of its host; outlives the Work made from it.
struct WorkHost {
    const PictureReader* pictures = nullptr;  ///< may be null where only packed sets are read
};

/// The one exported symbol: `velatura_create_work`.
using CreateWork = Work* (*)(int abiVersion, const WorkHost* host);
inline constexpr const char* kCreateWorkSymbol = "velatura_create_work";

}  // namespace velatura
