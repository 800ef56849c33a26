#include "core/base/hash.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <new>
#include <vector>

namespace velatura {

namespace {

constexpr std::array<std::uint32_t, 64> kRound = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

class Sha256 {
public:
    void add(const void* data, size_t bytes) {
        const auto* p = static_cast<const std::uint8_t*>(data);
        total_ += bytes;
        while (bytes > 0) {
            const size_t n = std::min(bytes, block_.size() - filled_);
            std::memcpy(block_.data() + filled_, p, n);
            filled_ += n, p += n, bytes -= n;
            if (filled_ == block_.size()) mixBlock(), filled_ = 0;
        }
    }
    std::string hex() {
        const std::uint64_t bits = total_ * 8;
        const std::uint8_t one = 0x80, zero = 0;
        add(&one, 1);
        while (filled_ != 56) add(&zero, 1);
        std::uint8_t length[8];
        for (int i = 0; i < 8; ++i) length[i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
        add(length, 8);
        std::string out;
        for (const auto h : hash_) out += fmt::format("{:08x}", h);
        return out;
    }

private:
    void mixBlock() {
        std::array<std::uint32_t, 64> w{};
        for (size_t i = 0; i < 16; ++i)
            w[i] = std::uint32_t{block_[4 * i]} << 24 | std::uint32_t{block_[4 * i + 1]} << 16 |
                   std::uint32_t{block_[4 * i + 2]} << 8 | block_[4 * i + 3];
        for (size_t i = 16; i < 64; ++i) {
            const auto a = w[i - 15], b = w[i - 2];
            w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) + w[i - 7] +
                   (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
        }
        auto s = hash_;  // a … h of the standard
        for (size_t i = 0; i < 64; ++i) {
            const auto e1 = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
            const auto t1 = s[7] + e1 + ((s[4] & s[5]) ^ (~s[4] & s[6])) + kRound[i] + w[i];
            const auto e0 = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
            const auto t2 = e0 + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
            s = {t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
        }
        for (size_t i = 0; i < 8; ++i) hash_[i] += s[i];
    }

    std::array<std::uint32_t, 8> hash_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> block_{};
    size_t filled_ = 0;
    std::uint64_t total_ = 0;
};

template <class Hash>
Status addFile(Hash& hash, const std::filesystem::path& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) return fail(ErrorCode::Unreadable, "%1 could not be opened: %2.", {path.string(), std::strerror(errno)});
    std::vector<char> block(1 << 18);
    for (size_t n = 0; (n = std::fread(block.data(), 1, block.size(), file.get())) > 0;) hash.add(block.data(), n);
    if (std::ferror(file.get()))
        return fail(ErrorCode::Unreadable, "%1 could not be read: %2.", {path.string(), std::strerror(errno)});
    return {};
}

}  // namespace

struct Xxh3::State {
    XXH3_state_t* xxh = XXH3_createState();
    ~State() { XXH3_freeState(xxh); }
};

Xxh3::Xxh3() : state_(std::make_unique<State>()) {
    if (!state_->xxh) throw std::bad_alloc();
    XXH3_128bits_reset(state_->xxh);
}

Xxh3::~Xxh3() = default;

void Xxh3::add(const void* data, size_t bytes) {
    XXH3_128bits_update(state_->xxh, data, bytes);
}

std::string Xxh3::hex() const {
    const XXH128_hash_t h = XXH3_128bits_digest(state_->xxh);
    return fmt::format("{:016x}{:016x}", h.high64, h.low64);
}

std::string xxh3(std::string_view bytes) {
    Xxh3 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

Result<std::string> xxh3OfFile(const std::filesystem::path& path) {
    Xxh3 hash;
    if (auto s = addFile(hash, path); !s) return fail(s.error());
    return hash.hex();
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

Result<std::string> sha256OfFile(const std::filesystem::path& path) {
    Sha256 hash;
    if (auto s = addFile(hash, path); !s) return fail(s.error());
    return hash.hex();
}

}  // namespace velatura
