// Packed sets: many encoded pictures in one file, with names, labels and checksums; what training servers read, where
// a million small files would be slow and codecs are few. The file holds
//   "VELAPACK", u32 version, u32 0 | the pictures' bytes one after the other | the index | a footer of 40 bytes
// with all numbers little-endian. The index lists labels, then for each picture its name, label, offset, size and
// CRC-32C; the footer says where the index lies and how long it is, its CRC-32C, the version, and ends in "VELAPEND".
// PackedWriter: one thread. PackedReader: safe on any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/result.h"
#include "core/io/input_file.h"

namespace velatura {

struct PackedEntry {
    std::string name;         ///< relative path with '/', never leaving its folder
    std::uint32_t label = 0;  ///< index into labels()
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
};

class PackedWriter {
public:
    /// Nothing is at `target` before finish() returns success.
    static Result<PackedWriter> create(const std::filesystem::path& target);

    /// `name` is relative, with '/', and not yet in the set; `label` is usually the folder ("" for none).
    Status add(const std::string& name, const std::string& label, std::string_view bytes);
    size_t size() const { return entries_.size(); }
    Status finish();

private:
    explicit PackedWriter(AtomicFile file) : file_(std::move(file)) {}
    AtomicFile file_;
    std::uint64_t offset_ = 0;
    std::vector<PackedEntry> entries_;
    std::unordered_set<std::string> names_;
    std::vector<std::string> labels_;
    std::unordered_map<std::string, std::uint32_t> labelIndex_;
};

class PackedReader {
public:
    /// Reads the index alone; its sizes are checked against the file before anything is allocated.
    static Result<PackedReader> open(const std::filesystem::path& path);
    size_t size() const { return entries_.size(); }
    const PackedEntry& entry(size_t i) const { return entries_.at(i); }
    const std::vector<std::string>& labels() const { return labels_; }
    /// The encoded picture; Error where the file has changed or its bytes do not match their sum.
    Result<std::string> read(size_t i) const;

private:
    explicit PackedReader(InputFile file) : file_(std::move(file)) {}
    InputFile file_;
    std::vector<PackedEntry> entries_;
    std::vector<std::string> labels_;
};

/// Whether the file begins as a packed set does; false for folders and what cannot be read.
bool isPackedSet(const std::filesystem::path& path);

}  // namespace velatura
