#include "core/engines/factory.h"

#include "core/catalog.h"
#include "core/engines/arbitrary.h"
#include "core/engines/fast_style.h"
#include "core/engines/gatys.h"
#include "core/train/trainers/arbitrary.h"
#include "core/train/trainers/arbitrary_params.h"
#include "core/train/trainers/decoder.h"
#include "core/train/trainers/decoder_params.h"
#include "core/train/trainers/fast_style.h"
#include "core/train/trainers/fast_style_params.h"
#include "core/train/trainers/perceptual.h"
#include "core/train/trainers/perceptual_params.h"

namespace velatura {

namespace {

struct EngineDoor {
    const char* key;
    Result<std::unique_ptr<EngineSession>> (*make)(const WorkHost&);
};

const EngineDoor kEngines[] = {
    {"arbitrary", makeArbitrarySession},
    {"gatys", makeGatysSession},
    {"fast-style", makeFastStyleSession},
};

/// What TrainLoop obeys of a trainer's own parameters.
template <class P>
auto reader(const ParamSchema<P>& (*schema)()) {
    return [schema](const ParamValues& values) -> Result<TrainParams> {
        auto p = schema().read(values);
        if (!p) return fail(p.error());
        return static_cast<const TrainParams&>(*p);
    };
}

const TrainerDoor kTrainers[] = {
    {"arbitrary", makeArbitraryTrainer, reader(arbitraryTrainSchema), []() -> const Schema& { return arbitraryTrainSchema(); }},
    {"fast-style", makeFastStyleTrainer, reader(fastStyleTrainSchema), []() -> const Schema& { return fastStyleTrainSchema(); }},
    {"perceptual", makePerceptualTrainer, reader(perceptualSchema), []() -> const Schema& { return perceptualSchema(); }},
    {"decoder", makeDecoderTrainer, reader(decoderSchema), []() -> const Schema& { return decoderSchema(); }},
};

}  // namespace

Result<std::unique_ptr<EngineSession>> makeEngineSession(const std::string& key, const WorkHost& host) {
    for (const auto& door : kEngines)
        if (key == door.key) return door.make(host);
    auto missing = findEngine(key);
    return fail(missing ? Error(ErrorCode::Internal, "The engine \"%1\" is listed but not built.", {key}) : missing.error());
}

Result<TrainerDoor> findTrainerDoor(const std::string& key) {
    for (const auto& door : kTrainers)
        if (key == door.key) return door;
    auto missing = findTrainer(key);
    return fail(missing ? Error(ErrorCode::Internal, "The trainer \"%1\" is listed but not built.", {key}) : missing.error());
}

}  // namespace velatura
