<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>ManualWindow</name>
        <message>
            <source>May be changed while training.</source>
            <translation>训练过程中可以修改。</translation>
        </message>
        <message>
            <source>Parameter</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>作用</translation>
        </message>
        <message>
            <source>Range</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认值</translation>
        </message>
        <message>
            <source>All parameters</source>
            <translation>全部参数</translation>
        </message>
        <message>
            <source>The names after two dashes are the options of the terminal program.</source>
            <translation>两个短横之后的名称是终端程序的选项。</translation>
        </message>
    </context>
    <context>
        <name>ParamText</name>
        <message>
            <source>, </source>
            <comment>between choices</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>From %1 to %2.</source>
            <translation>%1 到 %2。</translation>
        </message>
        <message>
            <source>%1 or more.</source>
            <translation>不小于 %1。</translation>
        </message>
        <message>
            <source>%1 or less.</source>
            <translation>不大于 %1。</translation>
        </message>
        <message>
            <source>On</source>
            <translation>开</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>关</translation>
        </message>
        <message>
            <source>Default: %1.</source>
            <translation>默认值：%1。</translation>
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>Teachers judge the style of styled features, which has no weight.</source>
            <translation>教师网络评判“换了风格的特征”的风格，而它没有权重。</translation>
        </message>
        <message>
            <source>Give styled-weight and style-weight, or leave the teachers out.</source>
            <translation>请给出 styled-weight 和 style-weight，或不给教师网络。</translation>
        </message>
        <message>
            <source>No loss of the decoder has a weight, so there is nothing to learn.</source>
            <translation>解码器的各项损失都没有权重，没有可学的内容。</translation>
        </message>
        <message>
            <source>Give block-weight, pixel-weight, feature-weight or styled-weight.</source>
            <translation>请给出 block-weight、pixel-weight、feature-weight 或 styled-weight。</translation>
        </message>
        <message>
            <source>Styled features take their style from another picture of the batch.</source>
            <translation>换了风格的特征从同一批的另一幅图取得风格。</translation>
        </message>
        <message>
            <source>Choose a batch of 2 or more.</source>
            <translation>请把批大小设为 2 或更大。</translation>
        </message>
        <message>
            <source>A branch goes on from its checkpoint, not from the starting network %1.</source>
            <translation>分支从它的检查点继续，不能又从起始网络 %1 开始。</translation>
        </message>
        <message>
            <source>Leave one of them out.</source>
            <translation>两者只留一个。</translation>
        </message>
        <message>
            <source>The output size was %1 and is %2 now.</source>
            <translation>输出尺寸原为 %1，现为 %2。</translation>
        </message>
        <message>
            <source>The style %1 of the recipe never had a file.</source>
            <translation>配方中的风格 %1 当初就没有文件。</translation>
        </message>
        <message>
            <source>The photo %1 of the recipe never had a file.</source>
            <translation>配方中的照片 %1 当初就没有文件。</translation>
        </message>
        <message>
            <source>There is not enough memory to write down how the picture was painted.</source>
            <translation>内存不足，无法记下这张图是怎样绘制的。</translation>
        </message>
        <message>
            <source>Close other pictures or leave out the metadata.</source>
            <translation>请关闭其他图片，或不写入元数据。</translation>
        </message>
        <message>
            <source>There is not enough memory to open the pictures of the recipe in %1.</source>
            <translation>内存不足，无法打开 %1 的配方所用的图片。</translation>
        </message>
        <message>
            <source>Close other pictures.</source>
            <translation>请关闭其他图片。</translation>
        </message>
        <message>
            <source>Choose a smaller one.</source>
            <translation>请选小一些的。</translation>
        </message>
        <message>
            <source>Choose a smaller output size.</source>
            <translation>请选较小的输出尺寸。</translation>
        </message>
        <message>
            <source>Close other pictures or choose a smaller working size.</source>
            <translation>请关闭其他图片，或选择较小的工作尺寸。</translation>
        </message>
        <message>
            <source>The contact sheet would replace the result %1.</source>
            <translation>缩略图总览会覆盖结果 %1。</translation>
        </message>
        <message>
            <source>There is not enough memory for a picture of this size.</source>
            <translation>内存不足以生成这么大的图片。</translation>
        </message>
        <message>
            <source>There is not enough memory to paint and save %1.</source>
            <translation>内存不足，无法绘制并保存 %1。</translation>
        </message>
        <message>
            <source>There is not enough memory to show the result.</source>
            <translation>内存不足，无法显示结果。</translation>
        </message>
        <message>
            <source>There is not enough memory for the output size %1; it is saved as it was painted.</source>
            <translation>内存不足以生成输出尺寸 %1；已按绘制时的尺寸保存。</translation>
        </message>
        <message>
            <source>The recipe would replace the result %1.</source>
            <translation>配方会覆盖结果 %1。</translation>
        </message>
        <message>
            <source>The result would replace the picture %1.</source>
            <translation>结果会覆盖图片 %1。</translation>
        </message>
        <message>
            <source>The style %1 was found only as the small picture inside the recipe.</source>
            <translation>风格 %1 只在配方内以小图的形式找到。</translation>
        </message>
        <message>
            <source>output-size is &quot;%1&quot;; it is working, source or a long side of %2 to %3 px.</source>
            <translation>output-size 为“%1”；应为 working、source 或 %2 到 %3 像素的长边。</translation>
        </message>
        <message>
            <source>The disk is full: free some space or choose another folder. What was there before is untouched.</source>
            <translation>磁盘已满：请清理一些空间或另选文件夹。原有文件未受影响。</translation>
        </message>
        <message>
            <source>Choose a shorter name.</source>
            <translation>请取一个短一些的名称。</translation>
        </message>
        <message>
            <source>%1 could not be written: %2.</source>
            <translation>无法写入 %1：%2。</translation>
        </message>
        <message>
            <source>%1 is a folder, not a file.</source>
            <translation>%1 是文件夹，不是文件。</translation>
        </message>
        <message>
            <source>Give a file name.</source>
            <translation>请指定文件名。</translation>
        </message>
        <message>
            <source>%1 is a device or pipe, not a file.</source>
            <translation>%1 是设备或管道，不是文件。</translation>
        </message>
        <message>
            <source>"%1" is no file name.</source>
            <translation>“%1”不是有效的文件名。</translation>
        </message>
        <message>
            <source>The folder %1 does not exist.</source>
            <translation>文件夹 %1 不存在。</translation>
        </message>
        <message>
            <source>Create it or choose another one.</source>
            <translation>请新建该文件夹，或另选一个。</translation>
        </message>
        <message>
            <source>%1 is not a file.</source>
            <translation>%1 不是文件。</translation>
        </message>
        <message>
            <source>%1 holds %2; at most %3 are read.</source>
            <translation>%1 的大小为 %2，最多只能读取 %3。</translation>
        </message>
        <message>
            <source>%1 could not be read: %2.</source>
            <translation>无法读取 %1：%2。</translation>
        </message>
        <message>
            <source>%1 is larger than the %2 that are read.</source>
            <translation>%1 超过了可读取的上限 %2。</translation>
        </message>
        <message>
            <source>%1 nests its values deeper than %2 levels.</source>
            <translation>%1 中的数值嵌套超过 %2 层。</translation>
        </message>
        <message>
            <source>%1 is not a readable JSON file: line %2 has a mistake.</source>
            <translation>%1 不是可读的 JSON 文件：第 %2 行有误。</translation>
        </message>
        <message>
            <source>%1 holds a number that is too large.</source>
            <translation>%1 中有过大的数字。</translation>
        </message>
        <message>
            <source>"%1" is not a value for %2: it takes %3.</source>
            <translation>“%1”不是 %2 的有效值，允许的值为：%3。</translation>
        </message>
        <message>
            <source>There is no parameter "%1" here; there are: %2.</source>
            <translation>没有名为“%1”的参数；可用的有：%2。</translation>
        </message>
        <message>
            <source>"%1" and "%2" are the same parameter.</source>
            <translation>“%1”和“%2”是同一个参数。</translation>
        </message>
        <message>
            <source>Give only one of them.</source>
            <translation>请只给出其中一个。</translation>
        </message>
        <message>
            <source>Parameters must be a JSON object of key and value, not %1.</source>
            <translation>参数必须是由键和值组成的 JSON 对象，而不是 %1。</translation>
        </message>
        <message>
            <source>Parameter "%1" holds a list with something that is not a number.</source>
            <translation>参数“%1”的列表中含有不是数字的内容。</translation>
        </message>
        <message>
            <source>Parameter "%1" has no usable value (%2).</source>
            <translation>参数“%1”没有可用的值（%2）。</translation>
        </message>
        <message>
            <source>%1 was not found in %2.</source>
            <translation>在 %2 中找不到 %1。</translation>
        </message>
        <message>
            <source>Install the program again, or set VELATURA_DATA to the folder that holds it.</source>
            <translation>请重新安装程序，或将 VELATURA_DATA 设为它所在的文件夹。</translation>
        </message>
        <message>
            <source>There is not enough memory for the training pictures.</source>
            <translation>内存不足，放不下训练图片。</translation>
        </message>
        <message>
            <source>Choose a smaller training size or batch.</source>
            <translation>请调小训练尺寸或批量。</translation>
        </message>
        <message>
            <source>There is no folder or packed set %1.</source>
            <translation>没有文件夹或打包数据集 %1。</translation>
        </message>
        <message>
            <source>There is no picture in the folder %1.</source>
            <translation>文件夹 %1 中没有图片。</translation>
        </message>
        <message>
            <source>Choose a folder with PNG, JPEG, WebP or TIFF files.</source>
            <translation>请选择含有 PNG、JPEG、WebP 或 TIFF 文件的文件夹。</translation>
        </message>
        <message>
            <source>The engine "%1" is listed but not built.</source>
            <translation>引擎“%1”在列表中，但没有编译进来。</translation>
        </message>
        <message>
            <source>The trainer "%1" is listed but not built.</source>
            <translation>训练器“%1”在列表中，但没有编译进来。</translation>
        </message>
        <message>
            <source>A photo and at least one style are needed.</source>
            <translation>需要一张照片和至少一种风格。</translation>
        </message>
        <message>
            <source>Choose both.</source>
            <translation>请两样都选好。</translation>
        </message>
        <message>
            <source>A style has no picture or a negative weight.</source>
            <translation>有一种风格没有图片，或权重为负数。</translation>
        </message>
        <message>
            <source>Choose another one.</source>
            <translation>请另选一个。</translation>
        </message>
        <message>
            <source>All styles have the weight 0.</source>
            <translation>所有风格的权重都是 0。</translation>
        </message>
        <message>
            <source>Give at least one of them some weight.</source>
            <translation>请至少给其中一种设定权重。</translation>
        </message>
        <message>
            <source>There is no last result yet, so it starts from the photo.</source>
            <translation>还没有上次结果，因此从照片开始画。</translation>
        </message>
        <message>
            <source>There is no file %1.</source>
            <translation>没有文件 %1。</translation>
        </message>
        <message>
            <source>Check the name.</source>
            <translation>请检查名称。</translation>
        </message>
        <message>
            <source>%1 may not be read: permission denied.</source>
            <translation>没有读取 %1 的权限。</translation>
        </message>
        <message>
            <source>Change the file's permissions or copy it to a place of your own.</source>
            <translation>请修改文件权限，或将它复制到自己的文件夹。</translation>
        </message>
        <message>
            <source>%1 could not be opened: %2.</source>
            <translation>无法打开 %1：%2。</translation>
        </message>
        <message>
            <source>%1 is a folder, not a picture.</source>
            <translation>%1 是文件夹，不是图片。</translation>
        </message>
        <message>
            <source>Give a file inside it.</source>
            <translation>请选择其中的文件。</translation>
        </message>
        <message>
            <source>%1 is not a regular file.</source>
            <translation>%1 不是普通文件。</translation>
        </message>
        <message>
            <source>Save the picture to a file first.</source>
            <translation>请先把图片存成文件。</translation>
        </message>
        <message>
            <source>%1 is damaged: it declares %2 x %3 pixels.</source>
            <translation>%1 已损坏：它声明的尺寸为 %2 x %3 像素。</translation>
        </message>
        <message>
            <source>%1 is too large: it declares %2 x %3 pixels, the limit is %4 million pixels.</source>
            <translation>%1 太大：它声明的尺寸为 %2 x %3 像素，上限为 %4 百万像素。</translation>
        </message>
        <message>
            <source>%1 could not be read to its end: the disk or network gave an error.</source>
            <translation>%1 没能读完：磁盘或网络出错。</translation>
        </message>
        <message>
            <source>The colour profile in %1 is damaged or of another kind; the picture is read as sRGB.</source>
            <translation>%1 中的色彩配置文件已损坏或类型不符；图片按 sRGB 读取。</translation>
        </message>
        <message>
            <source>The recipe has %1 bytes, and a picture holds one of at most %2.</source>
            <translation>配方有 %1 字节，而一张图片最多容纳 %2 字节。</translation>
        </message>
        <message>
            <source>Save it without the recipe or with fewer pictures in it.</source>
            <translation>请不带配方保存，或减少其中的图片。</translation>
        </message>
        <message>
            <source>The recipe is not a JSON text.</source>
            <translation>配方不是 JSON 文本。</translation>
        </message>
        <message>
            <source>Save the picture without it.</source>
            <translation>请不带它保存图片。</translation>
        </message>
        <message>
            <source>%1 is not a colour profile, or it is damaged.</source>
            <translation>%1 不是色彩配置文件，或已损坏。</translation>
        </message>
        <message>
            <source>Choose an ICC file (.icc or .icm).</source>
            <translation>请选择 ICC 文件（.icc 或 .icm）。</translation>
        </message>
        <message>
            <source>The profile %1 is not for RGB or grey pictures.</source>
            <translation>配置文件 %1 不适用于 RGB 或灰度图片。</translation>
        </message>
        <message>
            <source>Choose the profile of a screen or of an RGB working space.</source>
            <translation>请选择屏幕或 RGB 工作空间的配置文件。</translation>
        </message>
        <message>
            <source>No picture can be converted to the profile %1.</source>
            <translation>无法把图片转换到配置文件 %1。</translation>
        </message>
        <message>
            <source>The colours cannot be converted from %1 to %2.</source>
            <translation>颜色无法从 %1 转换到 %2。</translation>
        </message>
        <message>
            <source>Choose another profile.</source>
            <translation>请选择其他配置文件。</translation>
        </message>
        <message>
            <source>The profile is damaged or not for RGB or grey pictures.</source>
            <translation>配置文件已损坏，或不适用于 RGB 或灰度图片。</translation>
        </message>
        <message>
            <source>%1 is a damaged %2 file.</source>
            <translation>%1 是已损坏的 %2 文件。</translation>
        </message>
        <message>
            <source>%1 is cut off (truncated): its %2 data end too early.</source>
            <translation>%1 不完整：其中的 %2 数据提前结束。</translation>
        </message>
        <message>
            <source>%1 is a %2 file of a kind that is not read here: %3.</source>
            <translation>%1 是本程序不支持的一种 %2 文件：%3。</translation>
        </message>
        <message>
            <source>There is not enough memory to open %1.</source>
            <translation>内存不足，无法打开 %1。</translation>
        </message>
        <message>
            <source>The picture could not be written as %1.</source>
            <translation>图片无法以 %1 格式写入。</translation>
        </message>
        <message>
            <source>Choose another format.</source>
            <translation>请另选格式。</translation>
        </message>
        <message>
            <source>%1 is too large: its longest side is over %2 pixels.</source>
            <translation>%1 太大：最长边超过 %2 像素。</translation>
        </message>
        <message>
            <source>Make it smaller in another program first.</source>
            <translation>请先用其他程序把它缩小。</translation>
        </message>
        <message>
            <source>%1 is not a picture: it looks like %2.</source>
            <translation>%1 不是图片，看起来像是 %2。</translation>
        </message>
        <message>
            <source>Choose another file.</source>
            <translation>请另选文件。</translation>
        </message>
        <message>
            <source>%1 is a %2 picture, which is not read here.</source>
            <translation>%1 是 %2 图片，本程序不支持这种格式。</translation>
        </message>
        <message>
            <source>Save it as PNG or JPEG in another program first.</source>
            <translation>请先用其他程序存为 PNG 或 JPEG。</translation>
        </message>
        <message>
            <source>%1 is not a picture in a known format, or its beginning is damaged.</source>
            <translation>%1 不是已知格式的图片，或文件开头已损坏。</translation>
        </message>
        <message>
            <source>There is not enough memory for the picture %1.</source>
            <translation>内存不足，放不下图片 %1。</translation>
        </message>
        <message>
            <source>Close other programs or make the picture smaller first.</source>
            <translation>请关闭其他程序，或先把图片缩小。</translation>
        </message>
        <message>
            <source>Something went wrong inside the program with the picture %1.</source>
            <translation>处理图片 %1 时程序内部出错。</translation>
        </message>
        <message>
            <source>The log says more.</source>
            <translation>详情请见日志。</translation>
        </message>
        <message>
            <source>%1 is empty: it has 0 bytes.</source>
            <translation>%1 是空文件（0 字节）。</translation>
        </message>
        <message>
            <source>Copy or download it again.</source>
            <translation>请重新复制或下载。</translation>
        </message>
        <message>
            <source>A %1 file holds at most %2 pixels a side, and this picture has %3 x %4.</source>
            <translation>%1 文件每边最多 %2 像素，而这张图片为 %3 x %4。</translation>
        </message>
        <message>
            <source>Save it as PNG or TIFF, or smaller.</source>
            <translation>请存为 PNG 或 TIFF，或先缩小。</translation>
        </message>
        <message>
            <source>There is no picture format named %1.</source>
            <translation>没有名为 %1 的图片格式。</translation>
        </message>
        <message>
            <source>Use png or jpeg.</source>
            <translation>请使用 png 或 jpeg。</translation>
        </message>
        <message>
            <source>The name %1 does not end like a picture that can be written; known are: %2.</source>
            <translation>文件名 %1 的后缀不是可写入的图片格式；支持的有：%2。</translation>
        </message>
        <message>
            <source>There is no folder %1.</source>
            <translation>没有文件夹 %1。</translation>
        </message>
        <message>
            <source>The folder %1 could not be read to its end: %2.</source>
            <translation>文件夹 %1 没能读完：%2。</translation>
        </message>
        <message>
            <source>Check its permissions.</source>
            <translation>请检查它的权限。</translation>
        </message>
        <message>
            <source>%1 is not a usable packed set: %2.</source>
            <translation>%1 不是可用的打包数据集：%2。</translation>
        </message>
        <message>
            <source>Copy it again or make it anew.</source>
            <translation>请重新复制或重新制作。</translation>
        </message>
        <message>
            <source>%1 is not a name that a packed set can hold.</source>
            <translation>%1 不能用作打包数据集中的名称。</translation>
        </message>
        <message>
            <source>Use a relative name.</source>
            <translation>请使用相对名称。</translation>
        </message>
        <message>
            <source>%1 is too large for a packed set: it has %2 MB.</source>
            <translation>%1 太大，无法放入打包数据集：共 %2 MB。</translation>
        </message>
        <message>
            <source>%1 is in the packed set already.</source>
            <translation>%1 已在打包数据集中。</translation>
        </message>
        <message>
            <source>Give every picture its own name.</source>
            <translation>请让每张图片的名称各不相同。</translation>
        </message>
        <message>
            <source>%1 is a packed set of version %2; this program reads version %3.</source>
            <translation>%1 是版本 %2 的打包数据集，本程序读取的是版本 %3。</translation>
        </message>
        <message>
            <source>Pack it again with this program.</source>
            <translation>请用本程序重新打包。</translation>
        </message>
        <message>
            <source>There is not enough memory for the index of %1.</source>
            <translation>内存不足，放不下 %1 的索引。</translation>
        </message>
        <message>
            <source>The picture %1 in %2 is damaged.</source>
            <translation>%2 中的图片 %1 已损坏。</translation>
        </message>
        <message>
            <source>Copy the packed set again or make it anew.</source>
            <translation>请重新复制或重新制作该数据集。</translation>
        </message>
        <message>
            <source>There is not enough memory for the picture %1 in %2.</source>
            <translation>内存不足，放不下 %2 中的图片 %1。</translation>
        </message>
        <message>
            <source>Give a file.</source>
            <translation>请指定一个文件。</translation>
        </message>
        <message>
            <source>%1 is not a usable .npy file: %2.</source>
            <translation>%1 不是可用的 .npy 文件：%2。</translation>
        </message>
        <message>
            <source>%1 holds records (%2), which are not read here.</source>
            <translation>%1 中的数据是记录类型（%2），本程序不支持。</translation>
        </message>
        <message>
            <source>%1 holds numbers of the type %2, which is not read here.</source>
            <translation>%1 中的数字为 %2 类型，本程序不支持。</translation>
        </message>
        <message>
            <source>%1 is a .npy file of version %2; this program reads 1 to 3.</source>
            <translation>%1 是版本 %2 的 .npy 文件，本程序读取版本 1 到 3。</translation>
        </message>
        <message>
            <source>%1 holds whole numbers over 9223372036854775807, which are not read here.</source>
            <translation>%1 中有大于 9223372036854775807 的整数，本程序不支持。</translation>
        </message>
        <message>
            <source>There is not enough memory to read %1.</source>
            <translation>内存不足，无法读取 %1。</translation>
        </message>
        <message>
            <source>Save it again.</source>
            <translation>请重新保存。</translation>
        </message>
        <message>
            <source>Save each field as an array of its own.</source>
            <translation>请把每个字段分别保存为一个数组。</translation>
        </message>
        <message>
            <source>Save it as float32.</source>
            <translation>请保存为 float32。</translation>
        </message>
        <message>
            <source>Save it as version 1.</source>
            <translation>请保存为版本 1。</translation>
        </message>
        <message>
            <source>Save it as float64.</source>
            <translation>请保存为 float64。</translation>
        </message>
        <message>
            <source>Close other programs.</source>
            <translation>请关闭其他程序。</translation>
        </message>
        <message>
            <source>%1 is a TorchScript file: it holds a program, and none is ever run here.</source>
            <translation>%1 是 TorchScript 文件：其中含有程序，而本程序从不运行文件中的代码。</translation>
        </message>
        <message>
            <source>%1 is a plain Python pickle, which is not read here.</source>
            <translation>%1 是普通的 Python pickle 文件，本程序不支持。</translation>
        </message>
        <message>
            <source>%1 is not a PyTorch file: it begins like none.</source>
            <translation>%1 不是 PyTorch 文件：开头不符。</translation>
        </message>
        <message>
            <source>%1 is not a usable PyTorch file: %2.</source>
            <translation>%1 不是可用的 PyTorch 文件：%2。</translation>
        </message>
        <message>
            <source>%1 holds %2, which is not read here: weights need nothing of the kind.</source>
            <translation>%1 中含有 %2，本程序不读取：权重文件不需要这类内容。</translation>
        </message>
        <message>
            <source>In Python, save torch.jit.load(FILE).state_dict() by torch.save and open that.</source>
            <translation>请在 Python 中用 torch.save 保存 torch.jit.load(文件).state_dict()，再打开所存的文件。</translation>
        </message>
        <message>
            <source>In Python, load it with the program that made it and save its state_dict by torch.save.</source>
            <translation>请在 Python 中用生成它的程序载入，再用 torch.save 保存其 state_dict。</translation>
        </message>
        <message>
            <source>Choose a .pth or .pt file that torch.save has written.</source>
            <translation>请选择由 torch.save 写出的 .pth 或 .pt 文件。</translation>
        </message>
        <message>
            <source>In Python, save only the state_dict of the model by torch.save.</source>
            <translation>请在 Python 中用 torch.save 只保存模型的 state_dict。</translation>
        </message>
        <message>
            <source>%1 is not a usable zip archive: %2.</source>
            <translation>%1 不是可用的 zip 压缩包：%2。</translation>
        </message>
        <message>
            <source>%1 holds the packed entry %2; PyTorch stores its entries unpacked.</source>
            <translation>%1 中的条目 %2 经过压缩；PyTorch 存放条目时不压缩。</translation>
        </message>
        <message>
            <source>Save it again with torch.save, or unpack and zip it with -0.</source>
            <translation>请用 torch.save 重新保存，或解压后用 zip -0 重新打包。</translation>
        </message>
        <message>
            <source>%1 is not a usable safetensors file: %2.</source>
            <translation>%1 不是可用的 safetensors 文件：%2。</translation>
        </message>
        <message>
            <source>Download or export it again.</source>
            <translation>请重新下载或导出。</translation>
        </message>
        <message>
            <source>%1 holds %2 as %3, which is not a number type that is read here.</source>
            <translation>%1 中的 %2 为 %3 类型，本程序不支持。</translation>
        </message>
        <message>
            <source>Convert it to F32 or F16.</source>
            <translation>请转换为 F32 或 F16。</translation>
        </message>
        <message>
            <source>There is no readable file %1.</source>
            <translation>没有可读的文件 %1。</translation>
        </message>
        <message>
            <source>The event file %1 could not be written: %2.</source>
            <translation>无法写入事件文件 %1：%2。</translation>
        </message>
        <message>
            <source>Free some space or check the folder's permissions.</source>
            <translation>请清理一些空间，或检查文件夹权限。</translation>
        </message>
        <message>
            <source>The event file %1 could not be opened: %2.</source>
            <translation>无法打开事件文件 %1：%2。</translation>
        </message>
        <message>
            <source>%1 is damaged at byte %2: it is not a whole event record.</source>
            <translation>%1 在第 %2 字节处损坏：事件记录不完整。</translation>
        </message>
        <message>
            <source>Copy it again.</source>
            <translation>请重新复制。</translation>
        </message>
        <message>
            <source>There is not enough memory for "%1".</source>
            <translation>内存不足，无法进行“%1”。</translation>
        </message>
        <message>
            <source>Choose a smaller working size.</source>
            <translation>请调小工作尺寸。</translation>
        </message>
        <message>
            <source>"%1" ended because of a fault in the program.</source>
            <translation>因程序故障，“%1”已中止。</translation>
        </message>
        <message>
            <source>The log folder (Help) holds the details.</source>
            <translation>详情请见日志文件夹。</translation>
        </message>
        <message>
            <source>Two pictures are needed to compare.</source>
            <translation>需要两张图片才能比较。</translation>
        </message>
        <message>
            <source>There is no metric "%1"; there are: %2.</source>
            <translation>没有名为“%1”的指标；可用的有：%2。</translation>
        </message>
        <message>
            <source>No GPU is used because this LibTorch was built without CUDA.</source>
            <translation>未使用 GPU，因为所用的 LibTorch 不带 CUDA。</translation>
        </message>
        <message>
            <source>No GPU is used because no NVIDIA driver or device was found.</source>
            <translation>未使用 GPU，因为没有找到 NVIDIA 驱动或设备。</translation>
        </message>
        <message>
            <source>"%1" is not a device: it is auto, cpu, cuda or cuda:N.</source>
            <translation>“%1”不是设备：可用的有 auto、cpu、cuda 或 cuda:N。</translation>
        </message>
        <message>
            <source>Choose auto or cpu.</source>
            <translation>请选择 auto 或 cpu。</translation>
        </message>
        <message>
            <source>%1 is not a perceptual network of this program.</source>
            <translation>%1 不是本程序的感知网络。</translation>
        </message>
        <message>
            <source>Choose one that the trainer "perceptual" made.</source>
            <translation>请选择由“感知网络”训练器生成的文件。</translation>
        </message>
        <message>
            <source>%1 lacks layers of a perceptual network.</source>
            <translation>%1 缺少感知网络的部分层。</translation>
        </message>
        <message>
            <source>Export it again.</source>
            <translation>请重新导出。</translation>
        </message>
        <message>
            <source>In %1, "%2" holds values that are not numbers.</source>
            <translation>%1 中的“%2”含有非数值。</translation>
        </message>
        <message>
            <source>Export it again from an earlier checkpoint.</source>
            <translation>请从更早的检查点重新导出。</translation>
        </message>
        <message>
            <source>%1 does not hold the weights "%2".</source>
            <translation>%1 中没有权重“%2”。</translation>
        </message>
        <message>
            <source>Choose a file that was made for this network.</source>
            <translation>请选择为该网络制作的文件。</translation>
        </message>
        <message>
            <source>In %1, "%2" has the shape [%3] where [%4] is needed.</source>
            <translation>%1 中“%2”的形状为 [%3]，应为 [%4]。</translation>
        </message>
        <message>
            <source>The teacher weights in %1 lack "%2".</source>
            <translation>%1 中的教师权重缺少“%2”。</translation>
        </message>
        <message>
            <source>Choose the folder with vgg19_conv1_1-conv3_4_normalised and cd16x_encoders.</source>
            <translation>请选择含有 vgg19_conv1_1-conv3_4_normalised 和 cd16x_encoders 的文件夹。</translation>
        </message>
        <message>
            <source>The checkpoint %1 lacks "%2".</source>
            <translation>检查点 %1 缺少“%2”。</translation>
        </message>
        <message>
            <source>It belongs to another version or to other settings; start a new run.</source>
            <translation>它属于其他版本或其他设置，请开始新的训练。</translation>
        </message>
        <message>
            <source>%1 is not a checkpoint of the trainer "%2".</source>
            <translation>%1 不是训练器“%2”的检查点。</translation>
        </message>
        <message>
            <source>Choose a file from the checkpoints folder of such a run.</source>
            <translation>请从相应训练的 checkpoints 文件夹中选择文件。</translation>
        </message>
        <message>
            <source>The checkpoint %1 does not say its step.</source>
            <translation>检查点 %1 没有记录步数。</translation>
        </message>
        <message>
            <source>Choose an earlier one.</source>
            <translation>请选择更早的检查点。</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>无法写入 %1。</translation>
        </message>
        <message>
            <source>Check the disk's free space and the folder's permissions.</source>
            <translation>请检查磁盘剩余空间和文件夹权限。</translation>
        </message>
        <message>
            <source>There is no checkpoint in %1 to go on from.</source>
            <translation>%1 中没有可以继续的检查点。</translation>
        </message>
        <message>
            <source>Start the run without resume.</source>
            <translation>请不要用“继续”，直接开始训练。</translation>
        </message>
        <message>
            <source>The training left the numbers: %1 steps in a row without a finite loss.</source>
            <translation>训练数值失控：连续 %1 步没有得到有限的损失。</translation>
        </message>
        <message>
            <source>Branch from an earlier checkpoint with a lower learning rate.</source>
            <translation>请用更低的学习率从更早的检查点分支。</translation>
        </message>
        <message>
            <source>%1 holds no run to go on with.</source>
            <translation>%1 中没有可以继续的训练。</translation>
        </message>
        <message>
            <source>Start it without resume, or choose another folder.</source>
            <translation>请直接开始训练，或另选文件夹。</translation>
        </message>
        <message>
            <source>%1 already holds a run.</source>
            <translation>%1 中已有一次训练。</translation>
        </message>
        <message>
            <source>Resume it or choose another folder.</source>
            <translation>请继续该训练，或另选文件夹。</translation>
        </message>
        <message>
            <source>There is no checkpoint %1.</source>
            <translation>没有检查点 %1。</translation>
        </message>
        <message>
            <source>The run folder %1 could not be made.</source>
            <translation>无法创建运行文件夹 %1。</translation>
        </message>
        <message>
            <source>Choose another folder or check its permissions.</source>
            <translation>请另选文件夹，或检查其权限。</translation>
        </message>
        <message>
            <source>There is no bench case "%1"; there are: %2.</source>
            <translation>没有名为“%1”的测速项目；可用的有：%2。</translation>
        </message>
        <message>
            <source>There is not enough memory for this size.</source>
            <translation>内存不足，无法使用这个尺寸。</translation>
        </message>
        <message>
            <source>Choose a smaller working size, or close other programs.</source>
            <translation>请调小工作尺寸，或关闭其他程序。</translation>
        </message>
        <message>
            <source>The computation ended because of a fault in the program.</source>
            <translation>因程序故障，计算已中止。</translation>
        </message>
        <message>
            <source>%1 could not be loaded: %2.</source>
            <translation>无法加载 %1：%2。</translation>
        </message>
        <message>
            <source>Install the program again, or its package libtorch1.13.</source>
            <translation>请重新安装程序，或安装软件包 libtorch1.13。</translation>
        </message>
        <message>
            <source>%1 belongs to another version of the program.</source>
            <translation>%1 属于本程序的其他版本。</translation>
        </message>
        <message>
            <source>Install the program again.</source>
            <translation>请重新安装程序。</translation>
        </message>
        <message>
            <source>%1, the part that computes, was not found in %2.</source>
            <translation>在 %2 中找不到负责计算的 %1。</translation>
        </message>
        <message>
            <source>The folder %1 cannot be made: %2.</source>
            <translation>无法创建文件夹 %1：%2。</translation>
        </message>
        <message>
            <source>The preset %1 cannot be removed: %2.</source>
            <translation>无法删除预设 %1：%2。</translation>
        </message>
        <message>
            <source>There is no preset %1.</source>
            <translation>没有预设 %1。</translation>
        </message>
        <message>
            <source>%1 holds no training run.</source>
            <translation>%1 中没有训练。</translation>
        </message>
        <message>
            <source>%1 does not describe a training run.</source>
            <translation>%1 中没有训练的说明。</translation>
        </message>
        <message>
            <source>Choose a folder with a run.json in it.</source>
            <translation>请选择含有 run.json 的文件夹。</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>请另选文件夹。</translation>
        </message>
        <message>
            <source>Close other pictures or choose a smaller one.</source>
            <translation>请关闭其他图片，或选择较小的图片。</translation>
        </message>
        <message>
            <source>Pack a folder with pictures.</source>
            <translation>请打包含有图片的文件夹。</translation>
        </message>
        <message>
            <source>There is no picture in the packed set %1.</source>
            <translation>打包数据集 %1 中没有图片。</translation>
        </message>
        <message>
            <source>%1 is a file, but several pictures need a folder.</source>
            <translation>%1 是文件，而多张图片需要一个文件夹。</translation>
        </message>
        <message>
            <source>Give another name.</source>
            <translation>请换一个名称。</translation>
        </message>
        <message>
            <source>The folder %1 could not be made: %2.</source>
            <translation>无法创建文件夹 %1：%2。</translation>
        </message>
        <message>
            <source>Choose another place.</source>
            <translation>请换一个位置。</translation>
        </message>
        <message>
            <source>The contact sheet shows the first %1 of %2 pictures.</source>
            <translation>缩略图总览只显示 %2 张图片中的前 %1 张。</translation>
        </message>
        <message>
            <source>The batch cannot keep its journal %1: %2.</source>
            <translation>批处理无法写入日志 %1：%2。</translation>
        </message>
        <message>
            <source>Free some space or choose another output folder; what is finished is kept.</source>
            <translation>请清理一些空间或另选输出文件夹；已完成的结果会保留。</translation>
        </message>
        <message>
            <source>Another batch is writing into %1 right now.</source>
            <translation>另一个批处理正在写入 %1。</translation>
        </message>
        <message>
            <source>Wait for its end or choose another output folder.</source>
            <translation>请等它结束，或另选输出文件夹。</translation>
        </message>
        <message>
            <source>The batch in %1 was begun with other settings (%2).</source>
            <translation>%1 中的批处理开始时用的是别的设置（%2）。</translation>
        </message>
        <message>
            <source>Give the same ones, start anew without resuming, or choose another output folder.</source>
            <translation>请使用相同的设置、不续做而重新开始，或另选输出文件夹。</translation>
        </message>
        <message>
            <source>A picture cannot have %1 variants; 1 to 10000 are allowed.</source>
            <translation>一张图片不能有 %1 个变体；允许 1 到 10000 个。</translation>
        </message>
        <message>
            <source>The range of strengths %1 to %2 is empty.</source>
            <translation>强度范围 %1 到 %2 是空的。</translation>
        </message>
        <message>
            <source>The engine %1 has no strength to choose.</source>
            <translation>引擎 %1 没有可选的强度。</translation>
        </message>
        <message>
            <source>The batch has no photo.</source>
            <translation>批处理中没有照片。</translation>
        </message>
        <message>
            <source>The batch has no style.</source>
            <translation>批处理中没有风格。</translation>
        </message>
        <message>
            <source>The batch has no folder for its results.</source>
            <translation>批处理没有指定结果文件夹。</translation>
        </message>
        <message>
            <source>%1 styles were given, and the engine %2 takes %3 to %4 at a time.</source>
            <translation>给出了 %1 种风格，而引擎 %2 一次接受 %3 到 %4 种。</translation>
        </message>
        <message>
            <source>%1 and %2 would both become %3.</source>
            <translation>%1 和 %2 都会变成 %3。</translation>
        </message>
        <message>
            <source>Add what tells them apart to the template, such as {index}, {style} or {ext}.</source>
            <translation>请在模板中加入能区分它们的部分，例如 {index}、{style} 或 {ext}。</translation>
        </message>
        <message>
            <source>The contact sheet would replace the picture %1.</source>
            <translation>缩略图总览会覆盖图片 %1。</translation>
        </message>
        <message>
            <source>Give it another name.</source>
            <translation>请给它换一个名称。</translation>
        </message>
        <message>
            <source>The result would replace its own content %1.</source>
            <translation>结果会覆盖它自己的原图 %1。</translation>
        </message>
        <message>
            <source>Give the results another folder or other names.</source>
            <translation>请给结果换一个文件夹或换别的名称。</translation>
        </message>
        <message>
            <source>The contact sheet %1 is not named like a picture that can be written.</source>
            <translation>缩略图总览 %1 的名称不是可以写入的图片格式。</translation>
        </message>
        <message>
            <source>End its name with .png or .jpg.</source>
            <translation>请让名称以 .png 或 .jpg 结尾。</translation>
        </message>
        <message>
            <source>The batch would make %1 x %2 pictures; at most %3 go at a time.</source>
            <translation>批处理将产生 %1 x %2 张图片；一次最多 %3 张。</translation>
        </message>
        <message>
            <source>Give fewer photos, styles or strengths.</source>
            <translation>请减少照片、风格或强度的数量。</translation>
        </message>
        <message>
            <source>The engine %1 gave no picture.</source>
            <translation>引擎 %1 没有给出图片。</translation>
        </message>
        <message>
            <source>Names of results have no part {%1}; there are: %2.</source>
            <translation>结果名称中没有 {%1} 这一项；可用的有：%2。</translation>
        </message>
        <message>
            <source>&quot;%1&quot; cannot name results: it leaves the output folder, is hidden or empty, or holds a character that file systems refuse.</source>
            <translation>“%1”不能用作结果名称：它超出输出文件夹、是隐藏或空的，或含有文件系统不接受的字符。</translation>
        </message>
        <message>
            <source>The template for names is longer than %1 characters.</source>
            <translation>名称模板超过了 %1 个字符。</translation>
        </message>
        <message>
            <source>The template &quot;%1&quot; opens a { without closing it.</source>
            <translation>模板“%1”中有一个 { 没有闭合。</translation>
        </message>
        <message>
            <source>The recipe is damaged: &quot;%1&quot; is missing or not what it should be.</source>
            <translation>配方已损坏：“%1”缺失或内容不对。</translation>
        </message>
        <message>
            <source>The recipe names %1 styles, which the engine %2 does not take.</source>
            <translation>配方列出了 %1 种风格，引擎 %2 不接受这个数量。</translation>
        </message>
        <message>
            <source>The recipe holds %1 bytes; at most %2 are read.</source>
            <translation>配方有 %1 字节；最多读取 %2 字节。</translation>
        </message>
        <message>
            <source>This is JSON, but not a recipe of Velatura.</source>
            <translation>这是 JSON，但不是 Velatura 的配方。</translation>
        </message>
        <message>
            <source>The recipe was written by a newer Velatura: its format is %1, and this program reads up to %2.</source>
            <translation>配方由更新版本的 Velatura 写成：其格式为 %1，本程序最多读取到 %2。</translation>
        </message>
        <message>
            <source>Install the newest version.</source>
            <translation>请安装最新版本。</translation>
        </message>
        <message>
            <source>The engine was %1 and is %2 now.</source>
            <translation>引擎原为 %1，现为 %2。</translation>
        </message>
        <message>
            <source>The parameter %1 was %2 and is %3 now.</source>
            <translation>参数 %1 原为 %2，现为 %3。</translation>
        </message>
        <message>
            <source>The photo %1 is not the one that the recipe was painted from.</source>
            <translation>照片 %1 不是配方当初所用的那一张。</translation>
        </message>
        <message>
            <source>The style %1 was found only as the thumbnail inside the recipe.</source>
            <translation>风格 %1 只找到了配方里的缩略图。</translation>
        </message>
        <message>
            <source>The style %1 is not the one that the recipe was painted with.</source>
            <translation>风格 %1 不是配方当初所用的那一种。</translation>
        </message>
        <message>
            <source>The weight of the style %1 has changed.</source>
            <translation>风格 %1 的权重已改变。</translation>
        </message>
        <message>
            <source>The number of styles has changed.</source>
            <translation>风格的数量已改变。</translation>
        </message>
        <message>
            <source>The model %1 is not installed here.</source>
            <translation>此处没有安装模型 %1。</translation>
        </message>
        <message>
            <source>The model %1 is another one here.</source>
            <translation>此处的模型 %1 与当初不同。</translation>
        </message>
        <message>
            <source>The program was version %1 and is %2 here.</source>
            <translation>程序版本原为 %1，此处为 %2。</translation>
        </message>
        <message>
            <source>LibTorch was version %1 and is %2 here.</source>
            <translation>LibTorch 版本原为 %1，此处为 %2。</translation>
        </message>
        <message>
            <source>The device was %1 and is %2 here.</source>
            <translation>设备原为 %1，此处为 %2。</translation>
        </message>
        <message>
            <source>The number of threads was %1 and is %2 here.</source>
            <translation>线程数原为 %1，此处为 %2。</translation>
        </message>
        <message>
            <source>The recorded picture was stopped early, cut by a time limit, or went on from another result.</source>
            <translation>所记录的图片曾提前停止、受时间限制中断，或是从另一个结果继续的。</translation>
        </message>
        <message>
            <source>This time the painting was stopped early or cut by a time limit.</source>
            <translation>这一次的绘制被提前停止，或因时间限制而中断。</translation>
        </message>
        <message>
            <source>Everything that the recipe records is the same; another processor or system library rounds differently.</source>
            <translation>配方所记录的一切都相同；是处理器或系统库的舍入方式不同。</translation>
        </message>
        <message>
            <source>The picture %1 holds no recipe.</source>
            <translation>图片 %1 里没有配方。</translation>
        </message>
        <message>
            <source>Only pictures that Velatura saved hold one, and not where metadata were left out.</source>
            <translation>只有 Velatura 保存的图片才有配方，而且保存时没有去掉元数据。</translation>
        </message>
        <message>
            <source>The recipe was painted with %1 styles, and %2 were given.</source>
            <translation>配方当初用了 %1 种风格，而给出的是 %2 种。</translation>
        </message>
        <message>
            <source>Give as many, in the same order, or none.</source>
            <translation>请按相同顺序给出同样数量的风格，或一种也不给。</translation>
        </message>
        <message>
            <source>The style %1 of the recipe was found neither at %2 nor beside the recipe.</source>
            <translation>在 %2 和配方旁边都找不到配方中的风格 %1。</translation>
        </message>
        <message>
            <source>Give the style pictures yourself.</source>
            <translation>请自行给出风格图片。</translation>
        </message>
        <message>
            <source>The photo %1 of the recipe was found neither at %2 nor beside the recipe.</source>
            <translation>在 %2 和配方旁边都找不到配方中的照片 %1。</translation>
        </message>
        <message>
            <source>Give the photo yourself.</source>
            <translation>请自行给出照片。</translation>
        </message>
        <message>
            <source>Make room there, or check who may write to it.</source>
            <translation>请腾出空间，或检查谁有权写入。</translation>
        </message>
        <message>
            <source>Nothing can be kept in the cache folder %1.</source>
            <translation>无法在缓存文件夹 %1 中存放任何内容。</translation>
        </message>
        <message>
            <source>Render it again: a click on it has brought back its settings.</source>
            <translation>请重新生成：点击它时已恢复它的设置。</translation>
        </message>
        <message>
            <source>Start a new run, or give another folder.</source>
            <translation>请新建一次训练，或换一个文件夹。</translation>
        </message>
        <message>
            <source>The picture that was put away in %1 cannot be read back.</source>
            <translation>暂存在 %1 的图片无法读回。</translation>
        </message>
        <message>
            <source>The run in %1 belongs to the trainer %2, not %3.</source>
            <translation>%1 中的训练属于训练器 %2，而不是 %3。</translation>
        </message>
        <message>
            <source>&quot;%1&quot; would have %2 x %3 pixels, and a %4 file holds at most %5 a side.</source>
            <translation>“%1”将有 %2 x %3 像素，而 %4 文件每边最多容纳 %5 像素。</translation>
        </message>
        <message>
            <source>&quot;%1&quot; would have %2 x %3 pixels; at most %4 million are possible.</source>
            <translation>“%1”将有 %2 x %3 像素；上限为 %4 百万像素。</translation>
        </message>
        <message>
            <source>%1 of %2 pictures could not be exported.</source>
            <translation>%2 张图片中有 %1 张未能导出。</translation>
        </message>
        <message>
            <source>Choose a smaller size for it.</source>
            <translation>请为它选较小的尺寸。</translation>
        </message>
        <message>
            <source>Choose another folder or another template for the names.</source>
            <translation>请另选文件夹，或换一个文件名模板。</translation>
        </message>
        <message>
            <source>Choose another format or a smaller size for it.</source>
            <translation>请为它另选格式，或选较小的尺寸。</translation>
        </message>
        <message>
            <source>Export once more and say what shall become of it.</source>
            <translation>请再导出一次，并选择如何处理它。</translation>
        </message>
        <message>
            <source>Remove it and add it again.</source>
            <translation>请移除后重新添加。</translation>
        </message>
        <message>
            <source>The export size &quot;%1&quot; cannot be used: its %2 is missing or out of range.</source>
            <translation>导出尺寸“%1”无法使用：其中的 %2 缺失或超出范围。</translation>
        </message>
        <message>
            <source>The file %1 has come meanwhile.</source>
            <translation>其间出现了文件 %1。</translation>
        </message>
        <message>
            <source>&quot;%1&quot; among the strengths is not a number.</source>
            <translation>强度中的“%1”不是数字。</translation>
        </message>
        <message>
            <source>Pictures cannot be written with the ending %1.</source>
            <translation>无法写入扩展名为 %1 的图片。</translation>
        </message>
        <message>
            <source>The remembered batch cannot be read.</source>
            <translation>无法读取上次记录的批处理。</translation>
        </message>
        <message>
            <source>Write numbers with commas between them, such as 0.5, 1.</source>
            <translation>请用逗号分隔数字，例如 0.5, 1。</translation>
        </message>
        <message>
            <source>%1 is not a decoder of this program.</source>
            <translation>%1 不是本程序的解码器。</translation>
        </message>
        <message>
            <source>%1 lacks layers of a decoder.</source>
            <translation>%1 缺少解码器的层。</translation>
        </message>
        <message>
            <source>%1 was trained for another perceptual network.</source>
            <translation>%1 是为另一个感知网络训练的。</translation>
        </message>
        <message>
            <source>A working size of %1 px needs about %2 GB of memory, and %3 GB are free.</source>
            <translation>%1 像素的工作尺寸大约需要 %2 GB 内存，而可用内存为 %3 GB。</translation>
        </message>
        <message>
            <source>A working size of %1 px needs about %2 GB of memory, and %3 GB are free; %4 px would fit.</source>
            <translation>%1 像素的工作尺寸大约需要 %2 GB 内存，而可用内存为 %3 GB；%4 像素可以容纳。</translation>
        </message>
        <message>
            <source>Choose a smaller working size or close other programs.</source>
            <translation>请选择较小的工作尺寸，或关闭其他程序。</translation>
        </message>
        <message>
            <source>Choose one that the trainer &quot;decoder&quot; made.</source>
            <translation>请选择由训练器“decoder”生成的文件。</translation>
        </message>
        <message>
            <source>Train it again with the trainer &quot;decoder&quot;.</source>
            <translation>请用训练器“decoder”重新训练。</translation>
        </message>
        <message>
            <source>The memory of %1 is not enough even in small tiles, so the CPU goes on.</source>
            <translation>%1 的显存即使分成小块也不够，因此改由 CPU 继续。</translation>
        </message>
        <message>
            <source>The memory of %1 is not enough for the whole picture, so it goes on in tiles of %2 px.</source>
            <translation>%1 的显存放不下整张图片，因此改为以 %2 px 的小块继续。</translation>
        </message>
        <message>
            <source>There is memory to refine up to %1 px; what is larger is enlarged.</source>
            <translation>内存只够精修到 %1 像素，更大的部分由放大得到。</translation>
        </message>
        <message>
            <source>%1 is a feed-forward style network: it paints one style itself, and the optimiser cannot look through it.</source>
            <translation>%1 是前馈风格网络：它自己只会画一种风格，优化器无法透过它来看。</translation>
        </message>
        <message>
            <source>%1 is the generator of a GAN: it makes pictures, and the optimiser cannot look through it.</source>
            <translation>%1 是 GAN 的生成器：它用来生成图片，优化器无法透过它来看。</translation>
        </message>
        <message>
            <source>%1 is a StyleGAN generator: it makes pictures, and the optimiser cannot look through it.</source>
            <translation>%1 是 StyleGAN 生成器：它用来生成图片，优化器无法透过它来看。</translation>
        </message>
        <message>
            <source>%1 is a decoder: it turns features back into pictures, and the optimiser cannot look through it.</source>
            <translation>%1 是解码器：它把特征还原成图片，优化器无法透过它来看。</translation>
        </message>
        <message>
            <source>Import a VGG-19 or VGG-16.</source>
            <translation>请导入 VGG-19 或 VGG-16。</translation>
        </message>
        <message>
            <source>%1 is not understood: no VGG has the tensor &quot;%2&quot; %3.</source>
            <translation>无法识别 %1：任何 VGG 都没有张量“%2”%3。</translation>
        </message>
        <message>
            <source>Import a VGG-19 or VGG-16 as torchvision, Caffe or AdaIN name it.</source>
            <translation>请导入按 torchvision、Caffe 或 AdaIN 命名的 VGG-19 或 VGG-16。</translation>
        </message>
        <message>
            <source>In %1, &quot;%2&quot; has the shape %3 where a convolution [out, in, 3, 3] is needed.</source>
            <translation>在 %1 中，“%2”的形状为 %3，而此处需要卷积 [out, in, 3, 3]。</translation>
        </message>
        <message>
            <source>Networks with batch normalisation are not understood.</source>
            <translation>不支持带批归一化的网络。</translation>
        </message>
        <message>
            <source>In %1, &quot;%2&quot; is missing, and &quot;%3&quot; is there.</source>
            <translation>%1 中缺少“%2”，却有“%3”。</translation>
        </message>
        <message>
            <source>Export the network again.</source>
            <translation>请重新导出该网络。</translation>
        </message>
        <message>
            <source>%1 ends before %2: too early for an optimiser to see forms.</source>
            <translation>%1 在 %2 之前就结束了：太早，优化器看不出形状。</translation>
        </message>
        <message>
            <source>Import a VGG with at least three blocks.</source>
            <translation>请导入至少有三个块的 VGG。</translation>
        </message>
        <message>
            <source>In %1, &quot;%2&quot; is missing.</source>
            <translation>%1 中缺少“%2”。</translation>
        </message>
        <message>
            <source>In %1, &quot;%2&quot; has the shape %3 where %4 is needed.</source>
            <translation>在 %1 中，“%2”的形状为 %3，而此处需要 %4。</translation>
        </message>
        <message>
            <source>%1 holds no convolutions.</source>
            <translation>%1 中没有卷积层。</translation>
        </message>
        <message>
            <source>There is no imported model &quot;%1&quot;; none has been imported yet.</source>
            <translation>没有名为“%1”的已导入模型；尚未导入任何模型。</translation>
        </message>
        <message>
            <source>Import it in the Models workspace or by `velatura-cli models import`.</source>
            <translation>请在“模型”工作区导入，或使用 `velatura-cli models import`。</translation>
        </message>
        <message>
            <source>There is no imported model &quot;%1&quot;; there are: %2.</source>
            <translation>没有名为“%1”的已导入模型；现有：%2。</translation>
        </message>
        <message>
            <source>Choose one of them or import it.</source>
            <translation>请从中选择，或导入它。</translation>
        </message>
        <message>
            <source>The imported model &quot;%1&quot; is not the file that was imported: it has been changed since.</source>
            <translation>已导入的模型“%1”已不是当初导入的文件：之后有改动。</translation>
        </message>
        <message>
            <source>Remove it and import it again.</source>
            <translation>请移除后重新导入。</translation>
        </message>
        <message>
            <source>%1 could not be removed: %2.</source>
            <translation>无法移除 %1：%2。</translation>
        </message>
        <message>
            <source>Check the permissions of its folder.</source>
            <translation>请检查其文件夹的权限。</translation>
        </message>
        <message>
            <source>In %1, &quot;%2&quot; holds whole numbers (%3), which are no weights.</source>
            <translation>在 %1 中，“%2”是整数（%3），不是权重。</translation>
        </message>
        <message>
            <source>In %1, &quot;%2&quot; holds whole numbers, which are no weights.</source>
            <translation>在 %1 中，“%2”是整数，不是权重。</translation>
        </message>
        <message>
            <source>Import a network whose weights are real numbers.</source>
            <translation>请导入权重为实数的网络。</translation>
        </message>
        <message>
            <source>Another model is called &quot;%1&quot; already.</source>
            <translation>已有另一个模型叫“%1”。</translation>
        </message>
        <message>
            <source>Choose another name or remove that one.</source>
            <translation>请换一个名称，或移除那个模型。</translation>
        </message>
        <message>
            <source>There is no convention &quot;%1&quot;; there are: %2.</source>
            <translation>没有“%1”这种输入约定；可用的有：%2。</translation>
        </message>
        <message>
            <source>The import was stopped.</source>
            <translation>导入已停止。</translation>
        </message>
        <message>
            <source>%1 says itself what its input is; a convention can be chosen for VGG networks only.</source>
            <translation>%1 自身已说明输入；只有 VGG 网络可以选择输入约定。</translation>
        </message>
        <message>
            <source>Leave the convention out.</source>
            <translation>请不要指定输入约定。</translation>
        </message>
        <message>
            <source>%1 answers a picture with values that are not numbers, from layer %2 of its %3 on.</source>
            <translation>%1 从第 %2 层起（共 %3 层）对图片给出的结果不是数。</translation>
        </message>
        <message>
            <source>%1 is dead from layer %2 of its %3 on: it answers a picture with nothing.</source>
            <translation>%1 从第 %2 层起（共 %3 层）失效：对图片毫无反应。</translation>
        </message>
        <message>
            <source>Import it again from where it came.</source>
            <translation>请从来源处重新获取并导入。</translation>
        </message>
        <message>
            <source>The chosen network ends at %1, so the photo cannot be compared at %2.</source>
            <translation>所选网络只到 %1，无法在 %2 处比较照片。</translation>
        </message>
        <message>
            <source>Choose an earlier content layer or another network.</source>
            <translation>请选择更浅的内容层，或换一个网络。</translation>
        </message>
        <message>
            <source>The chosen network ends at %1: the style is not compared at %2.</source>
            <translation>所选网络只到 %1：风格不在 %2 处比较。</translation>
        </message>
        <message>
            <source>The imported model %1 is damaged and left out.</source>
            <translation>已导入的模型 %1 已损坏，未列出。</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a colour to keep.</source>
            <translation>“%1”不是可以保留的颜色。</translation>
        </message>
        <message>
            <source>Give it as #rrggbb:DELTA-E, such as #c8102e:3; the Delta E is 0 to 100.</source>
            <translation>请写成 #rrggbb:ΔE，例如 #c8102e:3；ΔE 为 0 到 100。</translation>
        </message>
        <message>
            <source>The recipe is damaged: the mask of the style %1 cannot be read.</source>
            <translation>配方已损坏：无法读取风格 %1 的蒙版。</translation>
        </message>
        <message>
            <source>The recipe is damaged: the mask that protects the photo cannot be read.</source>
            <translation>配方已损坏：无法读取保护照片的蒙版。</translation>
        </message>
        <message>
            <source>The mask of the style %1 has changed.</source>
            <translation>风格 %1 的蒙版已经改变。</translation>
        </message>
        <message>
            <source>The mask that protects the photo has changed.</source>
            <translation>保护照片的蒙版已经改变。</translation>
        </message>
        <message>
            <source>The kept colours have changed.</source>
            <translation>保留的颜色已经改变。</translation>
        </message>
        <message>
            <source>The mask %1 is %2 px, which are not the proportions of the photo (%3 px).</source>
            <translation>蒙版 %1 为 %2 像素，与照片（%3 像素）的比例不同。</translation>
        </message>
        <message>
            <source>Draw it over the photo itself, at any size.</source>
            <translation>请照着这张照片绘制，大小不限。</translation>
        </message>
        <message>
            <source>There is not enough memory to change the mask.</source>
            <translation>内存不足，无法修改蒙版。</translation>
        </message>
        <message>
            <source>There is no picture to look at.</source>
            <translation>没有可以查看的图片。</translation>
        </message>
        <message>
            <source>Choose a result.</source>
            <translation>请选择一个结果。</translation>
        </message>
        <message>
            <source>It went on from an earlier result, and here it starts anew.</source>
            <translation>它是从早先的结果继续的，而在这里会重新开始。</translation>
        </message>
        <message>
            <source>The chosen network ends at %1: patches are not matched.</source>
            <translation>所选网络到 %1 为止：不匹配局部。</translation>
        </message>
        <message>
            <source>%1 holds a name of %2 characters, which no network has.</source>
            <translation>%1 中有一个长达 %2 个字符的名称，任何网络都不会有这样的名称。</translation>
        </message>
        <message>
            <source>The terminal program paints both: velatura-cli stylize --recipe FILE.</source>
            <translation>终端程序会把两者都画出来：velatura-cli stylize --recipe FILE。</translation>
        </message>
    <message>
        <source>&quot;%1&quot; is no file name.</source>
        <translation>“%1”不是有效的文件名。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a value for %2: it takes %3.</source>
        <translation>“%1”不是 %2 的有效值，允许的值为：%3。</translation>
    </message>
    <message>
        <source>There is no parameter &quot;%1&quot; here; there are: %2.</source>
        <translation>没有名为“%1”的参数；可用的有：%2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; and &quot;%2&quot; are the same parameter.</source>
        <translation>“%1”和“%2”是同一个参数。</translation>
    </message>
    <message>
        <source>Parameter &quot;%1&quot; holds a list with something that is not a number.</source>
        <translation>参数“%1”的列表中含有不是数字的内容。</translation>
    </message>
    <message>
        <source>Parameter &quot;%1&quot; has no usable value (%2).</source>
        <translation>参数“%1”没有可用的值（%2）。</translation>
    </message>
    <message>
        <source>The engine &quot;%1&quot; is listed but not built.</source>
        <translation>引擎“%1”在列表中，但没有编译进来。</translation>
    </message>
    <message>
        <source>The trainer &quot;%1&quot; is listed but not built.</source>
        <translation>训练器“%1”在列表中，但没有编译进来。</translation>
    </message>
    <message>
        <source>Change the file&apos;s permissions or copy it to a place of your own.</source>
        <translation>请修改文件权限，或将它复制到自己的文件夹。</translation>
    </message>
    <message>
        <source>Free some space or check the folder&apos;s permissions.</source>
        <translation>请清理一些空间，或检查文件夹权限。</translation>
    </message>
    <message>
        <source>There is not enough memory for &quot;%1&quot;.</source>
        <translation>内存不足，无法进行“%1”。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; ended because of a fault in the program.</source>
        <translation>因程序故障，“%1”已中止。</translation>
    </message>
    <message>
        <source>There is no metric &quot;%1&quot;; there are: %2.</source>
        <translation>没有名为“%1”的指标；可用的有：%2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a device: it is auto, cpu, cuda or cuda:N.</source>
        <translation>“%1”不是设备：可用的有 auto、cpu、cuda 或 cuda:N。</translation>
    </message>
    <message>
        <source>Choose one that the trainer &quot;perceptual&quot; made.</source>
        <translation>请选择由“感知网络”训练器生成的文件。</translation>
    </message>
    <message>
        <source>In %1, &quot;%2&quot; holds values that are not numbers.</source>
        <translation>%1 中的“%2”含有非数值。</translation>
    </message>
    <message>
        <source>%1 does not hold the weights &quot;%2&quot;.</source>
        <translation>%1 中没有权重“%2”。</translation>
    </message>
    <message>
        <source>In %1, &quot;%2&quot; has the shape [%3] where [%4] is needed.</source>
        <translation>%1 中“%2”的形状为 [%3]，应为 [%4]。</translation>
    </message>
    <message>
        <source>The teacher weights in %1 lack &quot;%2&quot;.</source>
        <translation>%1 中的教师权重缺少“%2”。</translation>
    </message>
    <message>
        <source>The checkpoint %1 lacks &quot;%2&quot;.</source>
        <translation>检查点 %1 缺少“%2”。</translation>
    </message>
    <message>
        <source>%1 is not a checkpoint of the trainer &quot;%2&quot;.</source>
        <translation>%1 不是训练器“%2”的检查点。</translation>
    </message>
    <message>
        <source>Check the disk&apos;s free space and the folder&apos;s permissions.</source>
        <translation>请检查磁盘剩余空间和文件夹权限。</translation>
    </message>
    <message>
        <source>There is no bench case &quot;%1&quot;; there are: %2.</source>
        <translation>没有名为“%1”的测速项目；可用的有：%2。</translation>
    </message>
    <message>
        <source>%1 is a file, but numbered pictures need a folder.</source>
        <translation>%1 是文件，而编号图片需要一个文件夹。</translation>
    </message>
    <message>
        <source>%1 should end in .%2 for this format.</source>
        <translation>采用这种格式时，%1 应以 .%2 结尾。</translation>
    </message>
    <message>
        <source>A time-lapse is not written as .%1.</source>
        <translation>延时影像不能写成 .%1。</translation>
    </message>
    <message>
        <source>Change the name or the format.</source>
        <translation>请更改名称或格式。</translation>
    </message>
    <message>
        <source>Check that the disk has room.</source>
        <translation>请检查磁盘空间是否充足。</translation>
    </message>
    <message>
        <source>Choose a lower quality, a shorter length or numbered pictures.</source>
        <translation>请降低质量、缩短时长，或选择编号图片。</translation>
    </message>
    <message>
        <source>Choose a result of this photo.</source>
        <translation>请选择这张照片的结果。</translation>
    </message>
    <message>
        <source>Choose a shorter length, fewer pictures a second or a lower quality.</source>
        <translation>请缩短时长、减少每秒画面数或降低质量。</translation>
    </message>
    <message>
        <source>Choose a video or numbered pictures.</source>
        <translation>请选择视频或编号图片。</translation>
    </message>
    <message>
        <source>Frames for the time-lapse cannot be kept in %1 any more, so it ends there.</source>
        <translation>%1 中无法再保存延时影像的帧，延时影像到此为止。</translation>
    </message>
    <message>
        <source>Give the picture with --from.</source>
        <translation>请用 --from 给出该图片。</translation>
    </message>
    <message>
        <source>Make room on that disk.</source>
        <translation>请在该磁盘上腾出空间。</translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation>请指定一个新文件夹。</translation>
    </message>
    <message>
        <source>Name another one.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>No frames were kept of this run, so there is nothing to show.</source>
        <translation>这次运行没有保留帧，因此没有内容可放映。</translation>
    </message>
    <message>
        <source>Run it again with a time-lapse frame every few steps.</source>
        <translation>请设置每隔几步保留一帧，再运行一次。</translation>
    </message>
    <message>
        <source>The folder %1 is not empty, so no numbered pictures are written into it.</source>
        <translation>文件夹 %1 不是空的，因此不会向其中写入编号图片。</translation>
    </message>
    <message>
        <source>The picture %1 that the recipe went on from was found neither at %2 nor beside the recipe.</source>
        <translation>配方所接续的图片 %1 既不在 %2，也不在配方旁边。</translation>
    </message>
    <message>
        <source>The picture that it went on from is not the same.</source>
        <translation>它所接续的图片不是同一张。</translation>
    </message>
    <message>
        <source>The picture that the recipe went on from never had a file, and how it was painted is not recorded.</source>
        <translation>配方所接续的图片从未存为文件，也没有记录它是怎样画成的。</translation>
    </message>
    <message>
        <source>The picture to go on from has other proportions than the photo.</source>
        <translation>要接续的图片与照片的长宽比不同。</translation>
    </message>
    <message>
        <source>The recipe tells of more than %1 results, each gone on from the one before.</source>
        <translation>配方记录了超过 %1 个逐一接续的结果。</translation>
    </message>
    <message>
        <source>The recorded picture did not go on from another result.</source>
        <translation>所记录的图片并非从另一个结果继续。</translation>
    </message>
    <message>
        <source>The recorded picture was stopped early or cut by a time limit.</source>
        <translation>所记录的图片曾提前停止，或受时间限制中断。</translation>
    </message>
    <message>
        <source>The recorded picture went on from another one that cannot be painted again.</source>
        <translation>所记录的图片是从另一张无法重画的图片继续的。</translation>
    </message>
    <message>
        <source>The recorded picture went on from another result.</source>
        <translation>所记录的图片是从另一个结果继续的。</translation>
    </message>
    <message>
        <source>The video could not be finished in %1.</source>
        <translation>无法在 %1 中完成视频。</translation>
    </message>
    <message>
        <source>The video would be larger than 2 GB, which this format cannot hold.</source>
        <translation>视频将超过 2 GB，这种格式无法容纳。</translation>
    </message>
    <message>
        <source>There is not enough memory to keep more frames for the time-lapse, so it ends there.</source>
        <translation>内存不足，无法再保留延时影像的帧，延时影像到此为止。</translation>
    </message>
    <message>
        <source>There is not enough memory to keep this picture.</source>
        <translation>内存不足，无法保留这张图片。</translation>
    </message>
    <message>
        <source>There is not enough memory to write the time-lapse.</source>
        <translation>内存不足，无法写出延时影像。</translation>
    </message>
    <message>
        <source>Use .avi, .webp, or the name of a folder for numbered pictures.</source>
        <translation>请使用 .avi、.webp，或给出文件夹名称以写成编号图片。</translation>
    </message>
    <message>
        <source>WebP holds at most %1 px a side, and the pictures are larger.</source>
        <translation>WebP 每边最多 %1 像素，而这些图片更大。</translation>
    </message>
        <message>
            <source>%1 is not a style-transfer network of this program.</source>
            <translation>%1 不是本程序的风格迁移网络。</translation>
        </message>
        <message>
            <source>%1 lacks layers of a style-transfer network.</source>
            <translation>%1 缺少风格迁移网络的部分层。</translation>
        </message>
        <message>
            <source>Choose one that the trainer &quot;arbitrary&quot; made.</source>
            <translation>请选择由“任意风格”训练器生成的文件。</translation>
        </message>
        <message>
            <source>Choose one.</source>
            <translation>请选择一张图片。</translation>
        </message>
        <message>
            <source>The perceptual network %1 has other widths than the encoder.</source>
            <translation>感知网络 %1 的宽度与编码器不同。</translation>
        </message>
        <message>
            <source>Use the one that the program ships.</source>
            <translation>请使用程序自带的网络。</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a level that a style can give; there are: %2.</source>
            <translation>风格不能只出“%1”这一层；可选的有：%2。</translation>
        </message>
        <message>
            <source>The level of the style %1 has changed.</source>
            <translation>风格 %1 所出的层次已改变。</translation>
        </message>
    <message>
        <source>The notes on the style %1 cannot be read in %2.</source>
        <translation>风格 %1 的备注无法读取，文件为 %2。</translation>
    </message>
    <message>
        <source>The style is still there. When you rename, tag or star it, the old notes are kept beside the new ones.</source>
        <translation>风格本身还在。重命名、加标签或星标时，旧备注会保留在新备注旁。</translation>
    </message>
    <message>
        <source>The style library cannot change %1: %2.</source>
        <translation>风格库无法更改 %1：%2。</translation>
    </message>
    <message>
        <source>Check who may write to its folder, and whether the disk is full.</source>
        <translation>请检查其文件夹的写入权限，以及磁盘是否已满。</translation>
    </message>
    <message>
        <source>%1 cannot be opened.</source>
        <translation>无法打开 %1。</translation>
    </message>
    <message>
        <source>Check that it is there and may be read.</source>
        <translation>请检查它是否存在并可读取。</translation>
    </message>
    <message>
        <source>%1 cannot be read to its end.</source>
        <translation>%1 无法完整读取。</translation>
    </message>
    <message>
        <source>Copy it to this disk first.</source>
        <translation>请先把它复制到本机磁盘。</translation>
    </message>
    <message>
        <source>The style library %1 is not a folder.</source>
        <translation>风格库 %1 不是文件夹。</translation>
    </message>
    <message>
        <source>Move that file away.</source>
        <translation>请移走那个文件。</translation>
    </message>
    <message>
        <source>The picture of the style %1 cannot be read any more: %2</source>
        <translation>风格 %1 的图片已无法读取：%2</translation>
    </message>
    <message>
        <source>It is left out; put a good copy in its place.</source>
        <translation>它暂不列出；请用完好的副本替换。</translation>
    </message>
    <message>
        <source>The picture of the style %1 is missing in %2.</source>
        <translation>风格 %1 的图片不在 %2 中。</translation>
    </message>
    <message>
        <source>Put it back there, or delete its notes; nothing else is touched.</source>
        <translation>请放回原处，或删除其备注；其他内容不受影响。</translation>
    </message>
    <message>
        <source>%1 comes with the program and cannot be removed.</source>
        <translation>%1 是程序自带的，不能移除。</translation>
    </message>
    <message>
        <source>Leave it without a star.</source>
        <translation>不给它加星标即可。</translation>
    </message>
    <message>
        <source>The removed style %1 is no longer kept.</source>
        <translation>已移除的风格 %1 不再保留。</translation>
    </message>
    <message>
        <source>Add its picture again.</source>
        <translation>请重新添加它的图片。</translation>
    </message>
    <message>
        <source>Another style has the file name %1 now.</source>
        <translation>现在另一种风格用了文件名 %1。</translation>
    </message>
    <message>
        <source>Remove or rename that file first.</source>
        <translation>请先移除或重命名那个文件。</translation>
    </message>
    <message>
        <source>The distance was not computed.</source>
        <translation>没有算出距离。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
        <message>
            <source>This network has no style &quot;%1&quot;; it has: %2.</source>
            <translation>这个网络没有风格“%1”；它有：%2。</translation>
        </message>
        <message>
            <source>Give names or numbers, such as 1 or 1:0.7,2:0.3.</source>
            <translation>请填名称或编号，例如 1 或 1:0.7,2:0.3。</translation>
        </message>
        <message>
            <source>&quot;%1&quot; is not a weight for the style %2: it takes a number from 0 to 1000.</source>
            <translation>“%1”不能作为风格 %2 的权重：应为 0 到 1000 的数。</translation>
        </message>
        <message>
            <source>A photo is needed.</source>
            <translation>需要一张照片。</translation>
        </message>
        <message>
            <source>%1 is not understood: no style network of PyTorch&apos;s examples has the tensor &quot;%2&quot; %3.</source>
            <translation>无法识别 %1：PyTorch 示例的风格网络没有张量“%2”%3。</translation>
        </message>
        <message>
            <source>Import a network of PyTorch&apos;s fast_neural_style example, or one that the trainer &quot;fast-style&quot; made.</source>
            <translation>请导入 PyTorch 示例 fast_neural_style 的网络，或训练器“fast-style”得到的网络。</translation>
        </message>
        <message>
            <source>Paint with it by the engine for trained styles, or choose a VGG for the optimiser.</source>
            <translation>请用“训练好的风格”引擎以它绘画，或为优化器选择一个 VGG。</translation>
        </message>
        <message>
            <source>%1 paints a picture with values that are not numbers, in style %2 of its %3.</source>
            <translation>%1 画出的图片含有非数值，出现在第 %2 种风格（共 %3 种）。</translation>
        </message>
        <message>
            <source>%1 paints nothing: its picture is one flat colour, in style %2 of its %3.</source>
            <translation>%1 什么也画不出来：它的图片只有一种颜色，出现在第 %2 种风格（共 %3 种）。</translation>
        </message>
        <message>
            <source>%1 is no style network: it does not paint.</source>
            <translation>%1 不是风格网络：它不会绘画。</translation>
        </message>
        <message>
            <source>Choose one that the trainer &quot;fast-style&quot; made, or one of PyTorch&apos;s examples.</source>
            <translation>请选择训练器“fast-style”得到的网络，或 PyTorch 示例的网络。</translation>
        </message>
        <message>
            <source>Train one by the trainer &quot;fast-style&quot;, or import one in the Models workspace or by `velatura-cli models import`.</source>
            <translation>请用训练器“fast-style”训练一个，或在模型工作区（或用 `velatura-cli models import`）导入一个。</translation>
        </message>
        <message>
            <source>No trained style is chosen, and none has come with the program.</source>
            <translation>没有选择训练好的风格，程序也没有自带。</translation>
        </message>
        <message>
            <source>The imported model &quot;%1&quot; is no style network: it does not paint.</source>
            <translation>导入的模型“%1”不是风格网络：它不会绘画。</translation>
        </message>
        <message>
            <source>There is no trained style &quot;%1&quot;; there is none at all yet.</source>
            <translation>没有名为“%1”的训练风格；目前一个也没有。</translation>
        </message>
        <message>
            <source>There is no trained style &quot;%1&quot;; there are: %2.</source>
            <translation>没有名为“%1”的训练风格；现有：%2。</translation>
        </message>
        <message>
            <source>%1 holds %2 paintings; one network learns %3 styles at most.</source>
            <translation>%1 中有 %2 幅画作；一个网络最多学习 %3 种风格。</translation>
        </message>
        <message>
            <source>The perceptual network has other widths than the encoder.</source>
            <translation>感知网络各层的宽度与编码器不同。</translation>
        </message>
        <message>
            <source>size %1 is too small for the discriminator: it takes squares from %2 px.</source>
            <translation>尺寸 %1 对判别器来说太小：它至少需要 %2 像素的方块。</translation>
        </message>
        <message>
            <source>Choose one painting, or a folder with the few that it shall learn.</source>
            <translation>请选择一幅画作，或只含要学习的几幅画作的文件夹。</translation>
        </message>
    </context>
    <context>
        <name>params</name>
        <message>
            <source>Optimiser</source>
            <translation>优化器</translation>
        </message>
        <message>
            <source>Paints the picture step by step until a network sees the painting's textures in it.</source>
            <translation>一步步绘制画面，直到网络在其中看到风格图的肌理。</translation>
        </message>
        <message>
            <source>Perceptual network</source>
            <translation>感知网络</translation>
        </message>
        <message>
            <source>Distils a small network that sees pictures as a large one does; every engine looks through it.</source>
            <translation>蒸馏出一个小网络，让它像大网络那样看图；所有引擎都通过它来看图。</translation>
        </message>
        <message>
            <source>A folder of photos and paintings, 256 px or larger.</source>
            <translation>放有照片和绘画的文件夹，图片至少 256 像素。</translation>
        </message>
        <message>
            <source>PSNR</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <source>Peak signal-to-noise ratio in dB; identical pictures give infinity.</source>
            <translation>峰值信噪比，单位 dB；两图完全相同时为无穷大。</translation>
        </message>
        <message>
            <source>SSIM</source>
            <translation>SSIM</translation>
        </message>
        <message>
            <source>Structural similarity (Gaussian window 11, sigma 1.5, on luma); 1 is identical.</source>
            <translation>结构相似度（高斯窗 11，sigma 1.5，按亮度计算）；1 表示完全相同。</translation>
        </message>
        <message>
            <source>L1</source>
            <translation>L1</translation>
        </message>
        <message>
            <source>Mean absolute difference of the samples, 0 to 1.</source>
            <translation>采样值的平均绝对差，0 到 1。</translation>
        </message>
        <message>
            <source>Perceptual distance</source>
            <translation>感知距离</translation>
        </message>
        <message>
            <source>Mean squared distance of unit-normalised features over all taps.</source>
            <translation>所有层归一化特征的均方距离。</translation>
        </message>
        <message>
            <source>Content distance</source>
            <translation>内容距离</translation>
        </message>
        <message>
            <source>1 minus the correlation of normalised deep features.</source>
            <translation>1 减去归一化深层特征的相关系数。</translation>
        </message>
        <message>
            <source>Style distance</source>
            <translation>风格距离</translation>
        </message>
        <message>
            <source>Relative distance of the Gram matrices, mean over all taps.</source>
            <translation>各层 Gram 矩阵相对距离的平均值。</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>The same seed and settings give the same result again.</source>
            <translation>种子和设置相同，就能再次得到同样的结果。</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>线程</translation>
        </message>
        <message>
            <source>How many processor cores may compute; 0 takes all of them.</source>
            <translation>可用于计算的处理器核心数；0 表示全部使用。</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Where it computes: auto takes a GPU where there is one; cpu, cuda or cuda:N insist.</source>
            <translation>在哪里计算：auto 在有 GPU 时使用 GPU；cpu、cuda 或 cuda:N 则强制指定。</translation>
        </message>
        <message>
            <source>Working size</source>
            <translation>工作尺寸</translation>
        </message>
        <message>
            <source>Long side at which the picture is painted; larger shows finer strokes and takes longer.</source>
            <translation>绘制时画面的长边；越大笔触越精细，耗时也越长。</translation>
        </message>
        <message>
            <source>Time limit</source>
            <translation>时间上限</translation>
        </message>
        <message>
            <source>Ends with the best picture so far after this long; 0 sets no limit and runs all steps.</source>
            <translation>到时间就结束，并保留目前最好的画面；0 表示不限时，走完全部步数。</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>强度</translation>
        </message>
        <message>
            <source>How much of the painting's texture and colour the picture takes on.</source>
            <translation>画面吸收多少风格图的肌理和色彩。</translation>
        </message>
        <message>
            <source>Brush size</source>
            <translation>笔触大小</translation>
        </message>
        <message>
            <source>Larger shows the painting's strokes larger, smaller shows them finer.</source>
            <translation>调大则笔触更大，调小则笔触更细。</translation>
        </message>
        <message>
            <source>Keep colours</source>
            <translation>保留色彩</translation>
        </message>
        <message>
            <source>Keeps the photo's colours and takes only brushwork and light from the painting.</source>
            <translation>保留照片的颜色，只从风格图中取笔法和明暗。</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>Optimiser steps over all sizes; more steps carry the style further.</source>
            <translation>所有尺寸加起来的优化步数；步数越多，风格越充分。</translation>
        </message>
        <message>
            <source>Keep content</source>
            <translation>保留内容</translation>
        </message>
        <message>
            <source>How closely shapes and faces of the photo are kept.</source>
            <translation>照片中的形体和人脸保留得有多紧。</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Texture</source>
            <translation>纹理</translation>
        </message>
        <message>
            <source>How much of the painting's texture comes where the photo has none: skies, walls, skin. 0 keeps them calm.</source>
            <translation>画作的纹理有多少出现在照片没有纹理的地方：天空、墙面、皮肤。0 让它们保持平静。</translation>
        </message>
        <message>
            <source>Match palette</source>
            <translation>匹配色彩</translation>
        </message>
        <message>
            <source>How exactly the picture is given the painting's range of colours and its contrast; by the optimiser, before its first step.</source>
            <translation>画面在多大程度上采用画作的色彩范围和对比度；逐步优化在第一步之前采用。</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Content seen at</source>
            <translation>内容取自</translation>
        </message>
        <message>
            <source>Which layer compares content: early ones keep edges, deep ones keep only what things are.</source>
            <translation>在哪一层比较内容：浅层守住边缘，深层只保留“画的是什么”。</translation>
        </message>
        <message>
            <source>Layer 2 (edges)</source>
            <translation>第 2 层（边缘）</translation>
        </message>
        <message>
            <source>Layer 3 (forms)</source>
            <translation>第 3 层（形体）</translation>
        </message>
        <message>
            <source>Layer 4 (objects)</source>
            <translation>第 4 层（物体）</translation>
        </message>
        <message>
            <source>Layer 5 (scene)</source>
            <translation>第 5 层（场景）</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>像素</translation>
        </message>
        <message>
            <source>Style measured by</source>
            <translation>风格衡量方式</translation>
        </message>
        <message>
            <source>Gram compares textures with their colours; mean and covariance tells colour level and texture apart.</source>
            <translation>Gram 矩阵把肌理连同颜色一起比较；均值与协方差则把颜色高低和肌理分开看。</translation>
        </message>
        <message>
            <source>Gram matrix</source>
            <translation>Gram 矩阵</translation>
        </message>
        <message>
            <source>Mean and covariance</source>
            <translation>均值与协方差</translation>
        </message>
        <message>
            <source>Layer weights</source>
            <translation>各层权重</translation>
        </message>
        <message>
            <source>Weight of each layer in the style: early layers hold colour and grain, deep ones large strokes.</source>
            <translation>各层在风格中的分量：浅层管颜色和颗粒，深层管大笔触。</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>relu1_1</source>
            <translation>relu1_1</translation>
        </message>
        <message>
            <source>relu2_1</source>
            <translation>relu2_1</translation>
        </message>
        <message>
            <source>relu3_1</source>
            <translation>relu3_1</translation>
        </message>
        <message>
            <source>relu4_1</source>
            <translation>relu4_1</translation>
        </message>
        <message>
            <source>relu5_1</source>
            <translation>relu5_1</translation>
        </message>
        <message>
            <source>Smoothness</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>Calms fine noise; too much makes the picture flat.</source>
            <translation>减少细小噪点；太高会让画面显得平板。</translation>
        </message>
        <message>
            <source>Colour smoothness</source>
            <translation>色彩平滑</translation>
        </message>
        <message>
            <source>Keeps coloured ripple out of calm areas without softening the strokes.</source>
            <translation>去掉平静区域的彩色波纹，而不让笔触变软。</translation>
        </message>
        <message>
            <source>Leave out frame</source>
            <translation>去掉画框</translation>
        </message>
        <message>
            <source>The frame, mount or border line that a scan of the painting shows gives its colour, but is not painted into the picture.</source>
            <translation>画作扫描件上的画框、装裱或边线只提供颜色，不会画进图片里。</translation>
        </message>
        <message>
            <source>Match relief</source>
            <translation>匹配笔触强弱</translation>
        </message>
        <message>
            <source>How exactly strokes are as strong as the painting's, from its faintest place to its boldest; what is calm in the photo stays calm. 0 leaves them as they were painted.</source>
            <translation>笔触强弱与画作一致的程度，从最淡处到最浓处；照片里平静的地方保持平静。0 则保持画出来的样子。</translation>
        </message>
        <message>
            <source>Calm surfaces</source>
            <translation>平静画面</translation>
        </message>
        <message>
            <source>Takes fine grain and coloured ripple out of calm areas at the end; 0 leaves them.</source>
            <translation>最后去掉平静区域的细颗粒和彩色波纹；0 则保留。</translation>
        </message>
        <message>
            <source>L-BFGS gets furthest in few steps; Adam is steadier over many.</source>
            <translation>L-BFGS 用很少的步数走得最远；Adam 步数多时更稳。</translation>
        </message>
        <message>
            <source>L-BFGS</source>
            <translation>L-BFGS</translation>
        </message>
        <message>
            <source>Adam</source>
            <translation>Adam</translation>
        </message>
        <message>
            <source>Sizes</source>
            <translation>尺寸级数</translation>
        </message>
        <message>
            <source>Paints small first and then larger, in this many sizes: large strokes first, then fine ones; 0 begins at about 1024 px.</source>
            <translation>由小到大分几级绘制：先铺大笔触，再画细笔触；0 表示从约 1024 像素开始。</translation>
        </message>
        <message>
            <source>Start from</source>
            <translation>起点</translation>
        </message>
        <message>
            <source>The photo keeps its composition, noise lets the style invent, the last result goes on from there.</source>
            <translation>照片能保住构图，噪声任由风格发挥，上次结果则接着往下画。</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Noise</source>
            <translation>噪声</translation>
        </message>
        <message>
            <source>Last result</source>
            <translation>上次结果</translation>
        </message>
        <message>
            <source>Adam rate</source>
            <translation>Adam 学习率</translation>
        </message>
        <message>
            <source>How far a pixel may move in one step of Adam.</source>
            <translation>Adam 每一步中像素最多变化多少。</translation>
        </message>
        <message>
            <source>Adam averaging</source>
            <translation>Adam 平均</translation>
        </message>
        <message>
            <source>Shows the mean of the last steps of Adam, which is calmer than each of them; 0 shows the last step.</source>
            <translation>显示 Adam 最近若干步的平均，比单独一步更平稳；0 表示显示最后一步。</translation>
        </message>
        <message>
            <source>L-BFGS memory</source>
            <translation>L-BFGS 记忆步数</translation>
        </message>
        <message>
            <source>How many past steps L-BFGS learns the shape of the problem from.</source>
            <translation>L-BFGS 参考过去多少步来了解问题的形状。</translation>
        </message>
        <message>
            <source>Training size</source>
            <translation>训练尺寸</translation>
        </message>
        <message>
            <source>Side of the squares that are cut from the pictures; larger sees more context and is slower.</source>
            <translation>从图片中裁出的方块边长；越大看到的范围越广，也越慢。</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批量</translation>
        </message>
        <message>
            <source>How many squares one step looks at.</source>
            <translation>每一步看多少个方块。</translation>
        </message>
        <message>
            <source>Steps of the whole run, counted from its start, also when it is resumed.</source>
            <translation>整个训练的步数，从开始时算起，继续训练时也一样。</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>How far the weights move in one step, at its highest.</source>
            <translation>权重每一步最多变化多少（最高值）。</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>预热</translation>
        </message>
        <message>
            <source>Steps over which the learning rate rises from zero.</source>
            <translation>学习率从零升起所用的步数。</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>学习率计划</translation>
        </message>
        <message>
            <source>Final rate</source>
            <translation>终值比例</translation>
        </message>
        <message>
            <source>Share of the learning rate that is left at the last step (cosine fall).</source>
            <translation>最后一步时学习率还剩多少（按余弦下降）。</translation>
        </message>
        <message>
            <source>Checkpoint every</source>
            <translation>检查点间隔</translation>
        </message>
        <message>
            <source>Steps between two checkpoints, from which a run goes on exactly.</source>
            <translation>两个检查点之间的步数；训练可从检查点分毫不差地继续。</translation>
        </message>
        <message>
            <source>Preview every</source>
            <translation>预览间隔</translation>
        </message>
        <message>
            <source>Steps between two preview pictures.</source>
            <translation>两张预览之间的步数。</translation>
        </message>
        <message>
            <source>Loader threads</source>
            <translation>读取线程</translation>
        </message>
        <message>
            <source>Threads that decode and cut pictures ahead of the training.</source>
            <translation>提前解码和裁切图片的线程数。</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>Weight of matching the teacher's features, layer by layer.</source>
            <translation>逐层贴近教师特征的权重。</translation>
        </message>
        <message>
            <source>Gram matrices</source>
            <translation>Gram 矩阵</translation>
        </message>
        <message>
            <source>Weight of matching the teacher's textures, as relative distance of Gram matrices.</source>
            <translation>贴近教师肌理的权重，以 Gram 矩阵的相对距离计。</translation>
        </message>
        <message>
            <source>Small changes</source>
            <translation>微小变化</translation>
        </message>
        <message>
            <source>Weight of answering to small changes, such as coloured noise, as the teacher does; keeps ripple out of paintings.</source>
            <translation>对彩色噪声等微小变化作出与教师相同反应的权重；能避免画面出现波纹。</translation>
        </message>
        <message>
            <source>Styled features</source>
            <translation>换了风格的特征</translation>
        </message>
        <message>
            <source>Weight of what is decoded from one picture's features, which get another's statistics at each level on their way, having the features that were asked for: what the engines ask of a decoder.</source>
            <translation>一幅图的特征在解码途中逐层换上另一幅图的统计特征，解码结果仍具有所要求的特征的权重：各引擎正是这样使用解码器的。</translation>
        </message>
        <message>
            <source>Weight, beside styled features, of what is decoded having the other picture's second moments at relu1_1 to relu4_1. Given teachers judge the first three.</source>
            <translation>与“换了风格的特征”一起使用：解码结果在 relu1_1 到 relu4_1 各层具有另一幅图的二阶矩的权重。给出教师网络时，前三层由它们评判。</translation>
        </message>
        <message>
            <source>Starting decoder</source>
            <translation>起始解码器</translation>
        </message>
        <message>
            <source>File of a decoder to begin with, instead of one in closed form.</source>
            <translation>从这个解码器文件开始，而不是从闭式解开始。</translation>
        </message>
        <message>
            <source>Altered pictures</source>
            <translation>加工图片比例</translation>
        </message>
        <message>
            <source>Share of squares shown with noise, blur or over-sharpened, as an optimiser meets them.</source>
            <translation>带噪声、模糊或过度锐化的方块所占比例，与优化过程中遇到的画面相仿。</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>A3 landscape</source>
            <translation>A3 横向</translation>
        </message>
        <message>
            <source>A3 portrait</source>
            <translation>A3 竖向</translation>
        </message>
        <message>
            <source>A4 landscape</source>
            <translation>A4 横向</translation>
        </message>
        <message>
            <source>A4 portrait</source>
            <translation>A4 竖向</translation>
        </message>
        <message>
            <source>Billboard</source>
            <translation>大型横幅</translation>
        </message>
        <message>
            <source>Business cover</source>
            <translation>商务主页封面</translation>
        </message>
        <message>
            <source>Channel art</source>
            <translation>频道封面</translation>
        </message>
        <message>
            <source>Cover pictures</source>
            <translation>封面图</translation>
        </message>
        <message>
            <source>Display banners</source>
            <translation>展示广告</translation>
        </message>
        <message>
            <source>Half page</source>
            <translation>半页广告</translation>
        </message>
        <message>
            <source>Landscape</source>
            <translation>横图</translation>
        </message>
        <message>
            <source>Large mobile banner</source>
            <translation>大号手机横幅</translation>
        </message>
        <message>
            <source>Large rectangle</source>
            <translation>大矩形</translation>
        </message>
        <message>
            <source>Leaderboard</source>
            <translation>页首横幅</translation>
        </message>
        <message>
            <source>Medium rectangle</source>
            <translation>中矩形</translation>
        </message>
        <message>
            <source>Mobile banner</source>
            <translation>手机横幅</translation>
        </message>
        <message>
            <source>Page cover</source>
            <translation>主页封面</translation>
        </message>
        <message>
            <source>Portrait</source>
            <translation>竖图</translation>
        </message>
        <message>
            <source>Print, 300 dpi</source>
            <translation>印刷，300 dpi</translation>
        </message>
        <message>
            <source>Profile header</source>
            <translation>个人主页横幅</translation>
        </message>
        <message>
            <source>Social</source>
            <translation>社交媒体</translation>
        </message>
        <message>
            <source>Square</source>
            <translation>方图</translation>
        </message>
        <message>
            <source>Story</source>
            <translation>竖屏故事</translation>
        </message>
        <message>
            <source>Video thumbnail</source>
            <translation>视频缩略图</translation>
        </message>
        <message>
            <source>Wide</source>
            <translation>宽屏</translation>
        </message>
        <message>
            <source>Wide skyscraper</source>
            <translation>宽摩天楼</translation>
        </message>
        <message>
            <source>16 bits</source>
            <translation>16 位</translation>
        </message>
        <message>
            <source>8 bits</source>
            <translation>8 位</translation>
        </message>
        <message>
            <source>Adobe RGB</source>
            <translation>Adobe RGB</translation>
        </message>
        <message>
            <source>As painted</source>
            <translation>按绘制尺寸</translation>
        </message>
        <message>
            <source>As the photo</source>
            <translation>与照片相同</translation>
        </message>
        <message>
            <source>BMP</source>
            <translation>BMP</translation>
        </message>
        <message>
            <source>Chance</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>色彩空间</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>缩略图总览</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>位深</translation>
        </message>
        <message>
            <source>Display P3</source>
            <translation>Display P3</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>How large the results are saved; none is larger than its photo.</source>
            <translation>结果保存的尺寸；不会大于原照片。</translation>
        </message>
        <message>
            <source>How many bits a sample has in the file, as far as the format has them.</source>
            <translation>文件中每个样本的位数，以格式支持为限。</translation>
        </message>
        <message>
            <source>How many results each photo gets.</source>
            <translation>每张照片得到多少个结果。</translation>
        </message>
        <message>
            <source>How much detail JPEG and WebP keep; other formats lose nothing.</source>
            <translation>JPEG 和 WebP 保留多少细节；其他格式没有损失。</translation>
        </message>
        <message>
            <source>In which colours the files are saved.</source>
            <translation>文件以哪种色彩空间保存。</translation>
        </message>
        <message>
            <source>JPEG</source>
            <translation>JPEG</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>不写入</translation>
        </message>
        <message>
            <source>Leaves results alone that are in the folder already.</source>
            <translation>文件夹中已有的结果保持不动。</translation>
        </message>
        <message>
            <source>Long side 1080 px</source>
            <translation>长边 1080 px</translation>
        </message>
        <message>
            <source>Long side 1920 px</source>
            <translation>长边 1920 px</translation>
        </message>
        <message>
            <source>Long side 2160 px</source>
            <translation>长边 2160 px</translation>
        </message>
        <message>
            <source>Long side 3840 px</source>
            <translation>长边 3840 px</translation>
        </message>
        <message>
            <source>Make a training set</source>
            <translation>生成训练集</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>元数据</translation>
        </message>
        <message>
            <source>PNG</source>
            <translation>PNG</translation>
        </message>
        <message>
            <source>PNG where the photo's own format cannot be written.</source>
            <translation>照片自身的格式无法写入时用 PNG。</translation>
        </message>
        <message>
            <source>PPM</source>
            <translation>PPM</translation>
        </message>
        <message>
            <source>Paints every photo once with each of these, such as 0.5, 1, 1.5; empty takes the strength above.</source>
            <translation>每张照片按其中每个强度各绘制一次，例如 0.5, 1, 1.5；留空则使用上方的强度。</translation>
        </message>
        <message>
            <source>Paints variants of each photo with style, strength and seed drawn by chance; the folders are kept as labels, and a manifest says what became what.</source>
            <translation>为每张照片绘制若干变体，风格、强度和种子随机抽取；文件夹作为标签保留，并写出清单说明对应关系。</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>质量</translation>
        </message>
        <message>
            <source>Saves small pictures of all results in one, beside them.</source>
            <translation>把所有结果的缩略图拼成一张，保存在结果旁边。</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺寸</translation>
        </message>
        <message>
            <source>Skip existing</source>
            <translation>跳过已有</translation>
        </message>
        <message>
            <source>Strengths</source>
            <translation>多种强度</translation>
        </message>
        <message>
            <source>Strongest</source>
            <translation>最强</translation>
        </message>
        <message>
            <source>TIFF</source>
            <translation>TIFF</translation>
        </message>
        <message>
            <source>The highest strength that chance may draw.</source>
            <translation>随机抽取的强度上限。</translation>
        </message>
        <message>
            <source>The kind of file that the results are saved as.</source>
            <translation>结果保存为哪种文件。</translation>
        </message>
        <message>
            <source>The lowest strength that chance may draw.</source>
            <translation>随机抽取的强度下限。</translation>
        </message>
        <message>
            <source>The same number draws the same styles and strengths again.</source>
            <translation>相同的数字会再次抽到相同的风格和强度。</translation>
        </message>
        <message>
            <source>Training set</source>
            <translation>训练集</translation>
        </message>
        <message>
            <source>Variants</source>
            <translation>变体数</translation>
        </message>
        <message>
            <source>Weakest</source>
            <translation>最弱</translation>
        </message>
        <message>
            <source>WebP</source>
            <translation>WebP</translation>
        </message>
        <message>
            <source>What becomes of the photo's camera, date and place; without metadata no recipe is written either.</source>
            <translation>如何处理照片的相机、日期和地点信息；不写入元数据时也不写入配方。</translation>
        </message>
        <message>
            <source>Without the place</source>
            <translation>不含地点</translation>
        </message>
        <message>
            <source>sRGB</source>
            <translation>sRGB</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>各级模块</translation>
        </message>
        <message>
            <source>Decoders</source>
            <translation>解码器</translation>
        </message>
        <message>
            <source>Learns the way back from what the perceptual network sees to pixels, layer by layer.</source>
            <translation>逐层学习如何从感知网络所见回到像素。</translation>
        </message>
        <message>
            <source>How much of the painting a start by statistics or by the instant picture has already.</source>
            <translation>以统计或即时画面起步时，画面已带有多少画作的特征。</translation>
        </message>
        <message>
            <source>Looks at large pictures in squares of this size, with the same result in less memory; 0 chooses by what is free.</source>
            <translation>把大图分成这种大小的方块来看，结果相同而内存更省；0 表示按可用内存自动选择。</translation>
        </message>
        <message>
            <source>Optimiser steps over all sizes; few leave clear contours, more carry the style further, 0 shows the start alone.</source>
            <translation>所有尺寸上优化的总步数；步数少则轮廓清晰，步数多则风格更深入，0 只显示起点。</translation>
        </message>
        <message>
            <source>Share of squares shown with noise, blur or over-sharpened.</source>
            <translation>加噪、模糊或过度锐化的方块所占比例。</translation>
        </message>
        <message>
            <source>File of a network of the instant engine to begin with: its encoder stays as it is, so that there are no encoder steps.</source>
            <translation>即时引擎网络的文件，从它开始：其编码器保持原样，因此没有编码器步数。</translation>
        </message>
        <message>
            <source>Statistics in rounds</source>
            <translation>逐轮统计</translation>
        </message>
        <message>
            <source>Weight of the result being the picture that statistics in rounds make of the pair, with which the optimiser starts: clear strokes, calm surfaces.</source>
            <translation>结果与逐轮统计画出的画面（逐步优化的起点）一致的权重：笔触清晰，平面平静。</translation>
        </message>
        <message>
            <source>Painted by</source>
            <translation>绘制方式</translation>
        </message>
        <message>
            <source>Statistics in rounds paint clearest; the network paints looser.</source>
            <translation>逐轮统计画得最清晰；网络笔法更松。</translation>
        </message>
        <message>
            <source>Even tones</source>
            <translation>色调统一</translation>
        </message>
        <message>
            <source>How far what is alike in the photo gets alike tones: faces and skies stay whole, silhouettes have no halos. 0 leaves the patches.</source>
            <translation>照片中相近之处在画面中色调相近的程度：脸部和天空保持完整，轮廓没有光晕。0 保留色斑。</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>快速</translation>
        </message>
        <message>
            <source>Float32</source>
            <translation>Float32</translation>
        </message>
        <message>
            <source>Of painting by statistics: quick computes in bytes where the processor can; float32 gives nearly the same picture on every machine, more slowly. Previews are quick in any case.</source>
            <translation>仅用于按统计绘制：“快速”在处理器支持时以字节计算；float32 在每台电脑上给出几乎相同的画面，但较慢。预览总是快速的。</translation>
        </message>
        <message>
            <source>Keep clear</source>
            <translation>保持清晰</translation>
        </message>
        <message>
            <source>Steps add ripple to strokes: what they add beyond the strokes of a start by statistics or by the instant picture is taken back. 0 leaves all, in calm areas too: tiles, dots and ripple.</source>
            <translation>各步除了笔触还会添上波纹：超出统计起点或即时画面起点笔触的部分会被收回。0 则全部保留，平静区域里的镶嵌、点彩和波纹也一样。</translation>
        </message>
        <message>
            <source>Start strength</source>
            <translation>起点强度</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Instant picture</source>
            <translation>即时画面</translation>
        </message>
        <message>
            <source>Tile size</source>
            <translation>分块大小</translation>
        </message>
        <message>
            <source>Statistics give the photo the painting's colours and strokes at once, layer by layer; the instant picture brings more of the painting's forms; the photo keeps its composition, noise lets the style invent, the last result goes on from there.</source>
            <translation>“统计”逐层让照片立刻带上画作的颜色与笔触；“即时画面”带来更多画作的形态；“照片”保持构图，“噪声”任风格自由发挥，“上次结果”从那里继续。</translation>
        </message>
        <message>
            <source>Weight of each block giving the features of the layer above it.</source>
            <translation>各级模块还原上一层特征的权重。</translation>
        </message>
        <message>
            <source>Weight of the decoded picture being the one that was encoded, pixel by pixel.</source>
            <translation>解码图像与原图逐像素一致的权重。</translation>
        </message>
        <message>
            <source>Weight of the decoded picture having the features of the one that was encoded; keeps it sharp.</source>
            <translation>解码图像与原图特征一致的权重；使画面保持清晰。</translation>
        </message>
        <message>
            <source>Refine at full size</source>
            <translation>全尺寸精修</translation>
        </message>
        <message>
            <source>How much of the photo's own colours stays; brushwork and light still come from the painting.</source>
            <translation>保留多少照片自身的颜色；笔触和光影仍来自画作。</translation>
        </message>
        <message>
            <source>Match histograms</source>
            <translation>匹配直方图</translation>
        </message>
        <message>
            <source>Gives each feature the painting's range of values: steadies contrast that Gram matrices leave washed out.</source>
            <translation>让每种特征都具有画作的取值范围：稳住格拉姆矩阵留下的发灰对比度。</translation>
        </message>
        <message>
            <source>Match patches</source>
            <translation>匹配局部</translation>
        </message>
        <message>
            <source>Each place takes after the place of the painting that is most like it: whole strokes instead of their mixture.</source>
            <translation>每一处都向画作中与它最相像的一处看齐：得到完整的笔触，而不是它们的混合。</translation>
        </message>
        <message>
            <source>Fool a critic</source>
            <translation>骗过评判者</translation>
        </message>
        <message>
            <source>A small network learns meanwhile to tell the picture from the painting, place by place, and the picture is changed until it cannot: crisper strokes, a little slower.</source>
            <translation>一个小网络同时学习逐处分辨图片与画作，图片随之改变，直到它分辨不出：笔触更清晰，稍慢一些。</translation>
        </message>
        <message>
            <source>Colours kept by</source>
            <translation>颜色保留方式</translation>
        </message>
        <message>
            <source>How the photo's colours stay: by painting with a recoloured painting, by putting the photo's hues back at the end, or both.</source>
            <translation>照片的颜色如何保留：用重新着色的画作来绘制，或在最后放回照片的色相，或两者并用。</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>两者并用</translation>
        </message>
        <message>
            <source>Recoloured painting</source>
            <translation>重新着色的画作</translation>
        </message>
        <message>
            <source>The photo's hues</source>
            <translation>照片的色相</translation>
        </message>
        <message>
            <source>Optimises</source>
            <translation>优化对象</translation>
        </message>
        <message>
            <source>Pixels, or a pyramid of sizes in which large areas move first.</source>
            <translation>像素，或由多种尺寸组成的金字塔，大面积先变化。</translation>
        </message>
        <message>
            <source>Laplacian pyramid</source>
            <translation>拉普拉斯金字塔</translation>
        </message>
        <message>
            <source>Steps at the photo's own size, after the painting has been carried to it: real fine strokes instead of enlarged ones, but slow.</source>
            <translation>先把画面带到照片的原尺寸，再在该尺寸上优化的步数：得到真正的细笔触而不是放大的笔触，但较慢。</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>The network that the optimiser looks through: empty is the one that comes with the program, else the name of an imported one, which sees differently and takes longer.</source>
            <translation>优化器透过哪个网络来看：留空为程序自带的网络，否则为已导入网络的名称；导入的网络看法不同，也更费时。</translation>
        </message>
        <message>
            <source>The file of the network, or the name of an imported one.</source>
            <translation>网络的文件，或已导入网络的名称。</translation>
        </message>
    <message>
        <source>Paints the picture step by step until a network sees the painting&apos;s textures in it.</source>
        <translation>一步步绘制画面，直到网络在其中看到风格图的肌理。</translation>
    </message>
    <message>
        <source>How much of the painting&apos;s texture and colour the picture takes on.</source>
        <translation>画面吸收多少风格图的肌理和色彩。</translation>
    </message>
    <message>
        <source>Larger shows the painting&apos;s strokes larger, smaller shows them finer.</source>
        <translation>调大则笔触更大，调小则笔触更细。</translation>
    </message>
    <message>
        <source>Keeps the photo&apos;s colours and takes only brushwork and light from the painting.</source>
        <translation>保留照片的颜色，只从风格图中取笔法和明暗。</translation>
    </message>
    <message>
        <source>Weight of matching the teacher&apos;s features, layer by layer.</source>
        <translation>逐层贴近教师特征的权重。</translation>
    </message>
    <message>
        <source>Weight of matching the teacher&apos;s textures, as relative distance of Gram matrices.</source>
        <translation>贴近教师肌理的权重，以 Gram 矩阵的相对距离计。</translation>
    </message>
    <message>
        <source>PNG where the photo&apos;s own format cannot be written.</source>
        <translation>照片自身的格式无法写入时用 PNG。</translation>
    </message>
    <message>
        <source>What becomes of the photo&apos;s camera, date and place; without metadata no recipe is written either.</source>
        <translation>如何处理照片的相机、日期和地点信息；不写入元数据时也不写入配方。</translation>
    </message>
    <message>
        <source>Statistics give the photo the painting&apos;s colours and strokes at once, layer by layer; the instant picture brings more of the painting&apos;s forms; the photo keeps its composition, noise lets the style invent, the last result goes on from there.</source>
        <translation>“统计”逐层让照片立刻带上画作的颜色与笔触；“即时画面”带来更多画作的形态；“照片”保持构图，“噪声”任风格自由发挥，“上次结果”从那里继续。</translation>
    </message>
    <message>
        <source>Steps at the photo&apos;s own size, after the painting has been carried to it: real fine strokes instead of enlarged ones, but slow.</source>
        <translation>先把画面带到照片的原尺寸，再在该尺寸上优化的步数：得到真正的细笔触而不是放大的笔触，但较慢。</translation>
    </message>
    <message>
        <source>A video opens everywhere, an animation plays on web pages, numbered pictures go into a video editor.</source>
        <translation>视频到处都能打开，动画适合网页，编号图片适合导入视频编辑软件。</translation>
    </message>
    <message>
        <source>Animation (WebP)</source>
        <translation>动画（WebP）</translation>
    </message>
    <message>
        <source>As its name says</source>
        <translation>由名称决定</translation>
    </message>
    <message>
        <source>Even out</source>
        <translation>均衡节奏</translation>
    </message>
    <message>
        <source>Gives more time to steps in which much changes; 0 gives each step the same.</source>
        <translation>把更多时间留给变化大的步骤；0 表示每步时间相同。</translation>
    </message>
    <message>
        <source>Hold the last picture</source>
        <translation>末帧停留</translation>
    </message>
    <message>
        <source>How long the finished painting stands at the end.</source>
        <translation>完成的画面在结尾停留多久。</translation>
    </message>
    <message>
        <source>How long the painting goes on, before the last picture is held.</source>
        <translation>绘制过程放映多久，不含末帧停留的时间。</translation>
    </message>
    <message>
        <source>How much detail the pictures keep; PNG adds no loss of its own.</source>
        <translation>图片保留多少细节；PNG 本身不再造成损失。</translation>
    </message>
    <message>
        <source>Keeps a picture every so many steps, to be exported as a time-lapse afterwards; 0 keeps none.</source>
        <translation>每隔这么多步保留一帧，之后可导出为延时影像；0 表示不保留。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>More move more smoothly and make a larger file.</source>
        <translation>越多动作越流畅，文件也越大。</translation>
    </message>
    <message>
        <source>Numbered pictures (JPEG)</source>
        <translation>编号图片（JPEG）</translation>
    </message>
    <message>
        <source>Numbered pictures (PNG)</source>
        <translation>编号图片（PNG）</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>每秒画面数</translation>
    </message>
    <message>
        <source>Time-lapse frame every</source>
        <translation>延时帧间隔</translation>
    </message>
    <message>
        <source>Video (Motion JPEG, AVI)</source>
        <translation>视频（Motion JPEG，AVI）</translation>
    </message>
        <message>
            <source>Instant</source>
            <translation>即时</translation>
        </message>
        <message>
            <source>Paints any photo in the style of any painting at once, and again while you move a slider.</source>
            <translation>立即把任意照片画成任意风格图的样子，拖动滑块时随即重画。</translation>
        </message>
        <message>
            <source>How far the photo goes towards the painting: 0 is the photo, 1 the painting&apos;s own statistics, more exaggerates them.</source>
            <translation>照片向风格图靠近多少：0 是照片本身，1 是风格图自身的统计量，再大则加以夸张。</translation>
        </message>
        <message>
            <source>Keep detail</source>
            <translation>保留细节</translation>
        </message>
        <message>
            <source>How much of the photo&apos;s fine detail comes back where the painting follows the photo: eyes, lettering, hair.</source>
            <translation>在画面与照片一致之处，找回多少照片的细节：眼睛、文字、头发。</translation>
        </message>
        <message>
            <source>Variation</source>
            <translation>变化</translation>
        </message>
        <message>
            <source>0 takes after the whole painting; every other number takes after another part of it, a little stronger here and weaker there.</source>
            <translation>0 取自整幅风格图；其他每个数字各取其不同的部分，有的地方稍强，有的地方稍弱。</translation>
        </message>
        <message>
            <source>Large forms</source>
            <translation>大的形体</translation>
        </message>
        <message>
            <source>Strength of the deep layers, in shares of the whole: large forms and strokes.</source>
            <translation>深层的强度，以总强度的比例计：大的形体和笔触。</translation>
        </message>
        <message>
            <source>Fine texture</source>
            <translation>细的肌理</translation>
        </message>
        <message>
            <source>Strength of the early layers, in shares of the whole: colour, grain and edges.</source>
            <translation>浅层的强度，以总强度的比例计：色彩、颗粒和边缘。</translation>
        </message>
        <message>
            <source>Any style</source>
            <translation>任意风格</translation>
        </message>
        <message>
            <source>Learns to paint any photo in the style of any painting in one pass: the instant engine&apos;s network.</source>
            <translation>学习一次就把任意照片画成任意风格图的样子：即时引擎的网络。</translation>
        </message>
        <message>
            <source>A folder of photos, 256 px or larger.</source>
            <translation>一个照片文件夹，照片至少 256 像素。</translation>
        </message>
        <message>
            <source>Encoder steps</source>
            <translation>编码器步数</translation>
        </message>
        <message>
            <source>Steps in which the encoder learns to see, before the decoder learns to paint.</source>
            <translation>在解码器学画之前，编码器学习观看的步数。</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Weight of the result having the photo&apos;s deep features: what is where.</source>
            <translation>结果保有照片深层特征的权重：什么东西在哪里。</translation>
        </message>
        <message>
            <source>Style (Gram)</source>
            <translation>风格（Gram）</translation>
        </message>
        <message>
            <source>Weight of the result having the painting&apos;s second moments of features.</source>
            <translation>结果具有风格图特征二阶矩的权重。</translation>
        </message>
        <message>
            <source>Style (moments)</source>
            <translation>风格（矩）</translation>
        </message>
        <message>
            <source>Weight of the result having the mean and deviation of each of the painting&apos;s features (AdaIN&apos;s loss).</source>
            <translation>结果具有风格图各特征均值与标准差的权重（AdaIN 的损失）。</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>恒等</translation>
        </message>
        <message>
            <source>Weight of a picture in its own style staying what it is.</source>
            <translation>图片用自身作风格时保持不变的权重。</translation>
        </message>
        <message>
            <source>Weight of neighbouring pixels having the same lightness.</source>
            <translation>相邻像素明度相同的权重。</translation>
        </message>
        <message>
            <source>Weight of neighbouring pixels having the same hue; keeps coloured ripple out.</source>
            <translation>相邻像素色相相同的权重；避免出现彩色波纹。</translation>
        </message>
        <message>
            <source>How much each layer of the perceptual network counts in the style losses, from fine to coarse.</source>
            <translation>感知网络的每一层在风格损失中占多少分量，由细到粗。</translation>
        </message>
        <message>
            <source>Identity pairs</source>
            <translation>恒等样本对</translation>
        </message>
        <message>
            <source>Share of a batch whose photo is its own style.</source>
            <translation>一批样本中，照片同时作为自己风格的比例。</translation>
        </message>
        <message>
            <source>Half precision</source>
            <translation>半精度</translation>
        </message>
        <message>
            <source>The losses look in bfloat16: twice as quick on processors that have it, slower on others.</source>
            <translation>损失以 bfloat16 计算：支持它的处理器上快一倍，其他处理器上更慢。</translation>
        </message>
        <message>
            <source>The style loss looks in bfloat16: twice as quick on processors that have it, slower on others.</source>
            <translation>风格损失以 bfloat16 计算：支持它的处理器上快一倍，其他处理器上更慢。</translation>
        </message>
        <message>
            <source>Trained style</source>
            <translation>训练好的风格</translation>
        </message>
        <message>
            <source>Paints any photo in a style that a network was trained for, at once and without a painting.</source>
            <translation>用网络训练时学会的风格立即画出任意照片，不需要画作。</translation>
        </message>
        <message>
            <source>One style</source>
            <translation>单一风格</translation>
        </message>
        <message>
            <source>Learns to paint any photo in the style of one painting, or of several, in one pass: a trained style of your own.</source>
            <translation>学习用一幅或几幅画作的风格一步画出任意照片：属于您自己的训练风格。</translation>
        </message>
        <message>
            <source>The network that paints: empty is the one that comes with the program, else the name of another one or of an imported one.</source>
            <translation>负责绘画的网络：留空为程序自带的网络，否则填另一个网络或导入网络的名称。</translation>
        </message>
        <message>
            <source>Style in it</source>
            <translation>其中的风格</translation>
        </message>
        <message>
            <source>Which of the network&apos;s styles, by name or number: empty is the first; several mix by weights, such as 1:0.7,2:0.3.</source>
            <translation>使用网络中的哪种风格，填名称或编号：留空为第一种；多种风格可按权重混合，例如 1:0.7,2:0.3。</translation>
        </message>
        <message>
            <source>How far the photo goes over into the painted picture: 0 is the photo, 1 the network&apos;s own picture.</source>
            <translation>照片向画面过渡的程度：0 为照片本身，1 为网络画出的图片。</translation>
        </message>
        <message>
            <source>Share of the usual network&apos;s channels: 0.25 is small and quick, 1 learns the most; a network that is started from keeps its own.</source>
            <translation>占标准网络通道数的比例：0.25 又小又快，1 学得最多；从已有网络开始时沿用其宽度。</translation>
        </message>
        <message>
            <source>Painting&apos;s size</source>
            <translation>画作尺寸</translation>
        </message>
        <message>
            <source>Long side at which a painting is looked at; larger gives finer strokes in the result.</source>
            <translation>观看画作时的长边；越大，结果的笔触越细。</translation>
        </message>
        <message>
            <source>Starting network</source>
            <translation>起始网络</translation>
        </message>
        <message>
            <source>A style network to begin with, by name or file: what it knows of painting stays, and a new style is learnt sooner.</source>
            <translation>从哪个风格网络开始，填名称或文件：它的绘画本领得以保留，新风格学得更快。</translation>
        </message>
        <message>
            <source>Copying steps</source>
            <translation>模仿步数</translation>
        </message>
        <message>
            <source>Steps in which a network that begins with nothing copies what the instant engine paints, before it learns by itself.</source>
            <translation>从零开始的网络先模仿即时引擎所画的步数，之后才自己学习。</translation>
        </message>
        <message>
            <source>Like the instant engine</source>
            <translation>贴近即时引擎</translation>
        </message>
        <message>
            <source>Weight of the result being like what the instant engine paints, after the copying steps too: keeps colours and subject in place.</source>
            <translation>结果贴近即时引擎所画的权重，模仿步数之后也有效：让颜色和主体各在其位。</translation>
        </message>
        <message>
            <source>Norm steps</source>
            <translation>归一化步数</translation>
        </message>
        <message>
            <source>Steps in which a network that is started from fits only the few numbers that make its style, before all of it learns.</source>
            <translation>从已有网络开始时，先只拟合构成风格的少量数值的步数，之后整个网络才一起学习。</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>Adversarial</source>
            <translation>对抗</translation>
        </message>
        <message>
            <source>Adversarial loss</source>
            <translation>对抗损失</translation>
        </message>
        <message>
            <source>Begins at</source>
            <translation>开始于</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>对比</translation>
        </message>
        <message>
            <source>Cross-entropy</source>
            <translation>交叉熵</translation>
        </message>
        <message>
            <source>Discriminator</source>
            <translation>判别器</translation>
        </message>
        <message>
            <source>Divides the discriminator's weights by their largest singular value, which keeps it from running ahead.</source>
            <translation>把判别器的权重除以其最大奇异值，使它不至于跑得太快。</translation>
        </message>
        <message>
            <source>Gradient penalty</source>
            <translation>梯度惩罚</translation>
        </message>
        <message>
            <source>Hinge</source>
            <translation>合页</translation>
        </message>
        <message>
            <source>Least squares</source>
            <translation>最小二乘</translation>
        </message>
        <message>
            <source>Share of the run after which the discriminator begins; before that there is little to tell apart.</source>
            <translation>训练进行到这个比例后判别器才开始；在此之前没有多少可分辨的东西。</translation>
        </message>
        <message>
            <source>Spectral norm</source>
            <translation>谱归一化</translation>
        </message>
        <message>
            <source>Style (distributions)</source>
            <translation>风格（分布）</translation>
        </message>
        <message>
            <source>Weight of a discriminator, which learns beside it, taking the result for a painting.</source>
            <translation>让同时学习的判别器把结果当成画作的权重。</translation>
        </message>
        <message>
            <source>Weight of each result being nearer to its own painting's style than to the others' of the batch.</source>
            <translation>让每个结果更接近自己那幅画的风格、而不是同批其他画的权重。</translation>
        </message>
        <message>
            <source>Weight of the discriminator's gradient at real paintings staying short (R1).</source>
            <translation>让判别器在真实画作处的梯度保持较短的权重（R1）。</translation>
        </message>
        <message>
            <source>Weight of the result's features having the painting's whole range of values, rank by rank (exact feature distribution matching).</source>
            <translation>让结果的特征逐个名次地具有画作全部取值范围的权重（精确特征分布匹配）。</translation>
        </message>
        <message>
            <source>What the discriminator learns by: least squares is steady, hinge sharper, cross-entropy the original.</source>
            <translation>判别器据以学习的损失：最小二乘平稳，合页更锐利，交叉熵是最初的形式。</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>风格</translation>
        </message>
    </context>
    <context>
        <name>scalars</name>
        <message>
            <source>copying</source>
            <translation>模仿</translation>
        </message>
        <message>
            <source>total</source>
            <translation>总计</translation>
        </message>
        <message>
            <source>content</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>style</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>smoothness</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>colour smoothness</source>
            <translation>色彩平滑</translation>
        </message>
        <message>
            <source>features</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>small changes</source>
            <translation>微小变化</translation>
        </message>
        <message>
            <source>learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>histograms</source>
            <translation>直方图</translation>
        </message>
        <message>
            <source>patches</source>
            <translation>局部</translation>
        </message>
        <message>
            <source>styled relu1_1</source>
            <translation>换了风格的特征 relu1_1</translation>
        </message>
        <message>
            <source>styled relu2_1</source>
            <translation>换了风格的特征 relu2_1</translation>
        </message>
        <message>
            <source>styled relu3_1</source>
            <translation>换了风格的特征 relu3_1</translation>
        </message>
        <message>
            <source>style relu2_1</source>
            <translation>从 relu2_1 起的风格</translation>
        </message>
        <message>
            <source>style relu3_1</source>
            <translation>从 relu3_1 起的风格</translation>
        </message>
        <message>
            <source>out of range</source>
            <translation>超出范围</translation>
        </message>
    </context>
    <context>
        <name>stages</name>
        <message>
            <source>Loading</source>
            <translation>正在加载</translation>
        </message>
        <message>
            <source>Preparing</source>
            <translation>正在准备</translation>
        </message>
        <message>
            <source>Large strokes</source>
            <translation>大笔触</translation>
        </message>
        <message>
            <source>Fine strokes</source>
            <translation>细笔触</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>正在训练</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>正在计算</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>正在检查</translation>
        </message>
        <message>
            <source>Painting</source>
            <translation>正在绘制</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>缩略图总览</translation>
        </message>
        <message>
            <source>Fitting</source>
            <translation>拟合</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Looking</source>
            <translation>正在观察</translation>
        </message>
    </context>
    <context>
        <name>velatura::AboutWindow</name>
        <message>
            <source>About Velatura</source>
            <translation>关于 Velatura</translation>
        </message>
        <message>
            <source>Paints a photo in the manner of a painting.</source>
            <translation>把照片画成某幅画的样子。</translation>
        </message>
        <message>
            <source>Version %1, commit %2</source>
            <translation>版本 %1，提交 %2</translation>
        </message>
        <message>
            <source>Asking what it computes on…</source>
            <translation>正在查询计算设备…</translation>
        </message>
        <message>
            <source>Free software under the GNU General Public License, version 3 or later.</source>
            <translation>自由软件，采用 GNU 通用公共许可证第 3 版或更高版本。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Computes on %1 with LibTorch %2, %3 threads.</source>
            <translation>计算设备：%1，LibTorch %2，%3 个线程。</translation>
        </message>
    </context>
    <context>
        <name>velatura::Banner</name>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
    </context>
    <context>
        <name>velatura::BatchInputPanel</name>
        <message>
            <source>Remove %1</source>
            <translation>移除“%1”</translation>
        </message>
        <message>
            <source>Remove photos</source>
            <translation>移除照片</translation>
        </message>
        <message>
            <source>Remove style</source>
            <translation>移除风格</translation>
        </message>
        <message>
            <source>Change weight</source>
            <translation>更改权重</translation>
        </message>
        <message>
            <source>Mix all styles</source>
            <translation>混合全部风格</translation>
        </message>
        <message>
            <source>Each style alone</source>
            <translation>各风格分别绘制</translation>
        </message>
        <message>
            <source>1 photo</source>
            <translation>1 张照片</translation>
        </message>
        <message>
            <source>%1 photos</source>
            <translation>%1 张照片</translation>
        </message>
        <message>
            <source>Add photo</source>
            <translation>添加照片</translation>
        </message>
        <message>
            <source>Add %1 photos</source>
            <translation>添加 %1 张照片</translation>
        </message>
        <message>
            <source>Add style</source>
            <translation>添加风格</translation>
        </message>
        <message>
            <source>Add styles</source>
            <translation>添加风格</translation>
        </message>
        <message>
            <source>The folder %1 holds no pictures.</source>
            <translation>文件夹 %1 中没有图片。</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>粘贴的图片</translation>
        </message>
        <message>
            <source>Add photos</source>
            <translation>添加照片</translation>
        </message>
        <message>
            <source>Add a folder of photos</source>
            <translation>添加照片文件夹</translation>
        </message>
        <message>
            <source>A picture that Velatura painted</source>
            <translation>由 Velatura 绘制的图片</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Drop photos and folders here, or click</source>
            <translation>将照片或文件夹拖到这里，或单击选择</translation>
        </message>
        <message>
            <source>Place for photos</source>
            <translation>照片位置</translation>
        </message>
        <message>
            <source>Photos and folders</source>
            <translation>照片和文件夹</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>Each alone</source>
            <translation>分别绘制</translation>
        </message>
        <message>
            <source>All mixed</source>
            <translation>全部混合</translation>
        </message>
        <message>
            <source>What several styles become</source>
            <translation>多种风格的用法</translation>
        </message>
        <message>
            <source>Each alone: every photo is painted once in every style. All mixed: they are one look.</source>
            <translation>分别绘制：每张照片按每种风格各画一次。全部混合：合成一种画风。</translation>
        </message>
        <message>
            <source>Photos…</source>
            <translation>照片…</translation>
        </message>
        <message>
            <source>Add photos to the batch</source>
            <translation>向批处理添加照片</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translation>文件夹…</translation>
        </message>
        <message>
            <source>Add a folder with all folders below it; the results keep its tree</source>
            <translation>添加文件夹及其所有子文件夹；结果保持原有的目录结构</translation>
        </message>
        <message>
            <source>Styles…</source>
            <translation>风格…</translation>
        </message>
        <message>
            <source>Add paintings to the batch</source>
            <translation>向批处理添加画作</translation>
        </message>
        <message>
            <source>Look of…</source>
            <translation>取画风…</translation>
        </message>
        <message>
            <source>Take engine, settings and styles of a picture that Velatura painted</source>
            <translation>取用一张由 Velatura 绘制的图片的引擎、设置和风格</translation>
        </message>
        <message>
            <source>Keep a colour no longer</source>
            <translation>不再保留一种颜色</translation>
        </message>
        <message>
            <source>Change Delta E</source>
            <translation>修改 ΔE</translation>
        </message>
        <message>
            <source>Kept colours</source>
            <translation>保留的颜色</translation>
        </message>
    </context>
    <context>
        <name>velatura::BatchPanel</name>
        <message>
            <source>Folder for the results</source>
            <translation>结果文件夹</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Beside the photos, or click to choose</source>
            <translation>在照片旁边，或单击选择</translation>
        </message>
        <message>
            <source>Beside the photos</source>
            <translation>在照片旁边</translation>
        </message>
        <message>
            <source>Paint</source>
            <translation>开始绘制</translation>
        </message>
        <message>
            <source>Paint 1 picture</source>
            <translation>绘制 1 张图片</translation>
        </message>
        <message>
            <source>Paint %1 pictures</source>
            <translation>绘制 %1 张图片</translation>
        </message>
        <message>
            <source>Paint all of them, one after the other (Ctrl+Enter)</source>
            <translation>逐张绘制全部图片 (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>Needs photos and a style</source>
            <translation>需要照片和一种风格</translation>
        </message>
        <message>
            <source>End; what is painted is kept, and the rest can go on (Esc)</source>
            <translation>结束；已绘制的保留，其余可以稍后继续 (Esc)</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
    </context>
    <context>
        <name>velatura::BatchStyleList</name>
        <message>
            <source>Drop paintings here, or click</source>
            <translation>将画作拖到这里，或单击选择</translation>
        </message>
        <message>
            <source>Place for styles</source>
            <translation>风格位置</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>风格</translation>
        </message>
    </context>
    <context>
        <name>velatura::BatchWorkspace</name>
        <message>
            <source>today, %1</source>
            <translation>今天 %1</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>昨天</translation>
        </message>
        <message>
            <source>Batch %1 (%2 pictures)</source>
            <translation>批处理 %1（%2 张图片）</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>1 picture in %1</source>
            <translation>1 张图片，用时 %1</translation>
        </message>
        <message>
            <source>%1 pictures in %2</source>
            <translation>%1 张图片，用时 %2</translation>
        </message>
        <message>
            <source>1 picture is painted</source>
            <translation>已绘制 1 张图片</translation>
        </message>
        <message>
            <source>%1 pictures are painted</source>
            <translation>已绘制 %1 张图片</translation>
        </message>
        <message>
            <source>%1 were there already</source>
            <translation>%1 张原已存在</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 张失败</translation>
        </message>
        <message>
            <source>%1 are left</source>
            <translation>还剩 %1 张</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between parts of a sentence</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>.</source>
            <comment>end of a sentence</comment>
            <translation>。</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Try the failed ones again</source>
            <translation>重试失败的图片</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>The batch of %1 is not finished: %2 of %3 pictures are done.</source>
            <translation>%1的批处理尚未完成：已完成 %2 张，共 %3 张。</translation>
        </message>
        <message>
            <source>Go on with the batch</source>
            <translation>继续批处理</translation>
        </message>
        <message>
            <source>Forget it</source>
            <translation>不再继续</translation>
        </message>
        <message>
            <source>Choose folder for the results</source>
            <translation>选择结果文件夹</translation>
        </message>
        <message>
            <source>Change names of the results</source>
            <translation>更改结果名称</translation>
        </message>
        <message>
            <source>%1-painted</source>
            <translation>%1-绘画</translation>
        </message>
        <message>
            <source>The look can be taken when the batch has ended.</source>
            <translation>批处理结束后才能取用画风。</translation>
        </message>
        <message>
            <source>Take look</source>
            <translation>取用画风</translation>
        </message>
        <message>
            <source>A style was found only as the small picture inside the recipe; the result will be coarser.</source>
            <translation>有一种风格只找到配方中的小图，结果会较粗糙。</translation>
        </message>
        <message>
            <source>%1 was painted by Velatura.</source>
            <translation>%1 由 Velatura 绘制。</translation>
        </message>
        <message>
            <source>Paint as it was painted</source>
            <translation>按它的画风绘制</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>%1 results of an earlier batch lie among the photos; they are left out.</source>
            <translation>照片中有 %1 张是以前批处理的结果，不会绘制。</translation>
        </message>
        <message>
            <source>Pictures of the batch</source>
            <translation>批处理的图片</translation>
        </message>
        <message>
            <source>Drop photos or whole folders here. Every one is painted in the styles on the left.</source>
            <translation>把照片或整个文件夹拖到这里，每一张都会按左侧的风格绘制。</translation>
        </message>
        <message>
            <source>Add a style on the left: then what will be painted is shown here.</source>
            <translation>请在左侧添加风格，这里便会显示将要绘制的图片。</translation>
        </message>
        <message>
            <source>Nothing can be painted like this.</source>
            <translation>这样无法绘制任何图片。</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>正在查找图片…</translation>
        </message>
        <message>
            <source>The masks of this look belong to its own photo and were left out.</source>
            <translation>此画风的蒙版属于原来的照片，未予采用。</translation>
        </message>
    </context>
    <context>
        <name>velatura::Canvas</name>
        <message>
            <source>Canvas</source>
            <translation>画布</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
    </context>
    <context>
        <name>velatura::CanvasBar</name>
        <message>
            <source>Show the photo while pressed (hold Space)</source>
            <translation>按住时显示照片（按住空格键）</translation>
        </message>
        <message>
            <source>Show the photo while pressed</source>
            <translation>按住时显示照片</translation>
        </message>
        <message>
            <source>Before and after side by side, with a handle to drag (B)</source>
            <translation>前后对比，可拖动分隔线 (B)</translation>
        </message>
        <message>
            <source>Before and after</source>
            <translation>前后对比</translation>
        </message>
        <message>
            <source>Fit the picture into the window (0)</source>
            <translation>让画面适合窗口 (0)</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>适合</translation>
        </message>
        <message>
            <source>One picture pixel on one screen pixel (1)</source>
            <translation>一个图像像素对应一个屏幕像素 (1)</translation>
        </message>
        <message>
            <source>Actual size</source>
            <translation>实际像素</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>缩放</translation>
        </message>
    </context>
    <context>
        <name>velatura::ChipBar</name>
        <message>
            <source>Show or hide %1</source>
            <translation>显示或隐藏“%1”</translation>
        </message>
    </context>
    <context>
        <name>velatura::CommandPalette</name>
        <message>
            <source>Type a command</source>
            <translation>输入命令</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>No command like that</source>
            <translation>没有这样的命令</translation>
        </message>
    </context>
    <context>
        <name>velatura::DataPanel</name>
        <message>
            <source>Choose trainer</source>
            <translation>选择训练器</translation>
        </message>
        <message>
            <source>Open a run folder</source>
            <translation>打开运行文件夹</translation>
        </message>
        <message>
            <source>Folder of the run</source>
            <translation>运行文件夹</translation>
        </message>
        <message>
            <source>Remove folder</source>
            <translation>移除文件夹</translation>
        </message>
        <message>
            <source>Choose folder</source>
            <translation>选择文件夹</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>选择文件夹</translation>
        </message>
        <message>
            <source>Packed set</source>
            <translation>打包数据集</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>正在查找图片…</translation>
        </message>
        <message>
            <source>No pictures in there</source>
            <translation>里面没有图片</translation>
        </message>
        <message>
            <source>%1 pictures</source>
            <translation>%1 张图片</translation>
        </message>
        <message>
            <source>No weights in there</source>
            <translation>里面没有权重文件</translation>
        </message>
        <message>
            <source>%1 files of weights</source>
            <translation>%1 个权重文件</translation>
        </message>
        <message>
            <source>New run</source>
            <translation>新的训练</translation>
        </message>
        <message>
            <source>Stands at step %1</source>
            <translation>停在第 %1 步</translation>
        </message>
        <message>
            <source>New branch from step %1</source>
            <translation>从第 %1 步新建分支</translation>
        </message>
        <message>
            <source>Step %1</source>
            <translation>第 %1 步</translation>
        </message>
        <message>
            <source>Trainer</source>
            <translation>训练器</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Drop a folder of pictures</source>
            <translation>拖入图片文件夹</translation>
        </message>
        <message>
            <source>Style pictures</source>
            <translation>风格图片</translation>
        </message>
        <message>
            <source>Drop a folder of paintings</source>
            <translation>拖入绘画文件夹</translation>
        </message>
        <message>
            <source>Teacher weights</source>
            <translation>教师权重</translation>
        </message>
        <message>
            <source>Teacher weights (optional)</source>
            <translation>教师权重（可选）</translation>
        </message>
        <message>
            <source>Drop the folder that holds them</source>
            <translation>拖入存放权重的文件夹</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Open run…</source>
            <translation>打开训练…</translation>
        </message>
        <message>
            <source>See an earlier run, go on with it or branch from it</source>
            <translation>查看以前的训练，继续训练或由它分支</translation>
        </message>
        <message>
            <source>Branch from</source>
            <translation>分支起点</translation>
        </message>
        <message>
            <source>Begin a new run from one of this run's checkpoints</source>
            <translation>从这次训练的某个检查点开始新的训练</translation>
        </message>
    <message>
        <source>Begin a new run from one of this run&apos;s checkpoints</source>
        <translation>从这次训练的某个检查点开始新的训练</translation>
    </message>
    </context>
    <context>
        <name>velatura::DropOverlay</name>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>The picture to be painted</source>
            <translation>要画的照片</translation>
        </message>
        <message>
            <source>The painting whose manner it takes</source>
            <translation>取其画风的那幅画</translation>
        </message>
        <message>
            <source>Takes the first picture and lists the folder's others</source>
            <translation>取第一张图片，并列出文件夹中的其余图片</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>All of them are painted, folders with what is below them</source>
            <translation>全部都会绘制，文件夹连同其中的内容</translation>
        </message>
        <message>
            <source>The paintings whose manner they take</source>
            <translation>取其风格的画作</translation>
        </message>
    <message>
        <source>Takes the first picture and lists the folder&apos;s others</source>
        <translation>取第一张图片，并列出文件夹中的其余图片</translation>
    </message>
    </context>
    <context>
        <name>velatura::EngineForms</name>
        <message>
            <source>Choose engine</source>
            <translation>选择引擎</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>引擎</translation>
        </message>
    </context>
    <context>
        <name>velatura::CropEditor</name>
        <message>
            <source>Crop</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <source>%1: from %2 % and %3 %, %4 % wide, %5 % high</source>
            <translation>%1：起点 %2 %、%3 %，宽 %4 %，高 %5 %</translation>
        </message>
        <message>
            <source>%1: the whole picture</source>
            <translation>%1：整张图片</translation>
        </message>
        <message>
            <source>Drag the frame or its handles; drag the round mark to what must stay in sight. Double-click: automatic again.
Keys: arrows move (with Ctrl the mark, with Shift finely), + and − resize, Delete: automatic</source>
            <translation>拖动裁剪框或其控点；把圆形标记拖到必须保留在画面中的位置。双击恢复自动。
按键：方向键移动（按住 Ctrl 移动标记，按住 Shift 微移），+ 和 − 缩放，Delete 恢复自动</translation>
        </message>
    </context>
    <context>
        <name>velatura::ExportFormatForm</name>
        <message>
            <source>Colour profile</source>
            <translation>色彩配置文件</translation>
        </message>
        <message>
            <source>Colour profiles (*.icc *.icm *.ICC *.ICM);;All files (*)</source>
            <translation>色彩配置文件 (*.icc *.icm *.ICC *.ICM);;所有文件 (*)</translation>
        </message>
        <message>
            <source>As the photo</source>
            <translation>与照片相同</translation>
        </message>
        <message>
            <source>From a file…</source>
            <translation>来自文件…</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>质量</translation>
        </message>
        <message>
            <source>File size</source>
            <translation>文件大小</translation>
        </message>
        <message>
            <source>Colours, metadata and resolution</source>
            <translation>色彩、元数据与分辨率</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>位深</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>色彩空间</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>元数据</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>分辨率</translation>
        </message>
        <message>
            <source>8 bits</source>
            <translation>8 位</translation>
        </message>
        <message>
            <source>16 bits</source>
            <translation>16 位</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Without the place</source>
            <translation>去除地点</translation>
        </message>
        <message>
            <source>None</source>
            <translation>全部去除</translation>
        </message>
        <message>
            <source>Camera, date, captions and place of the photo; the colour profile is always written</source>
            <translation>照片的相机、日期、说明和地点等信息；色彩配置文件总会写入</translation>
        </message>
        <message>
            <source>Other…</source>
            <translation>其他…</translation>
        </message>
        <message>
            <source>%1 dpi</source>
            <translation>%1 dpi</translation>
        </message>
        <message>
            <source>Dots per inch that the file says; the pixels stay as they are</source>
            <translation>文件中写明的每英寸点数；像素保持不变</translation>
        </message>
        <message>
            <source>16 bits need PNG or TIFF</source>
            <translation>16 位需要 PNG 或 TIFF</translation>
        </message>
        <message>
            <source>Quality as a number</source>
            <translation>质量（数值）</translation>
        </message>
        <message>
            <source>Dots per inch</source>
            <translation>每英寸点数</translation>
        </message>
    </context>
    <context>
        <name>velatura::ExportSetPanel</name>
        <message>
            <source>Add size</source>
            <translation>添加尺寸</translation>
        </message>
        <message>
            <source>Add sizes</source>
            <translation>添加多个尺寸</translation>
        </message>
        <message>
            <source>Remove size</source>
            <translation>移除尺寸</translation>
        </message>
        <message>
            <source>Move size</source>
            <translation>移动尺寸</translation>
        </message>
        <message>
            <source>Choose size</source>
            <translation>选用尺寸</translation>
        </message>
        <message>
            <source>Leave out size</source>
            <translation>不用此尺寸</translation>
        </message>
        <message>
            <source>Change size</source>
            <translation>更改尺寸</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <source>Move focus</source>
            <translation>移动焦点</translation>
        </message>
        <message>
            <source>Automatic crop</source>
            <translation>自动裁剪</translation>
        </message>
        <message>
            <source>Undo: %1 (Ctrl+Z)</source>
            <translation>撤销：%1（Ctrl+Z）</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translation>撤销（Ctrl+Z）</translation>
        </message>
        <message>
            <source>Redo: %1 (Ctrl+Shift+Z)</source>
            <translation>重做：%1（Ctrl+Shift+Z）</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Shift+Z)</source>
            <translation>重做（Ctrl+Shift+Z）</translation>
        </message>
        <message>
            <source>The whole picture</source>
            <translation>整张图片</translation>
        </message>
        <message>
            <source>Own crop</source>
            <translation>自定裁剪</translation>
        </message>
        <message>
            <source>Follows the focus point</source>
            <translation>跟随焦点</translation>
        </message>
        <message>
            <source>enlarged %1 times</source>
            <translation>放大 %1 倍</translation>
        </message>
        <message>
            <source>Automatic crop (double-click on the picture)</source>
            <translation>自动裁剪（在图片上双击）</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
    </context>
    <context>
        <name>velatura::FileNameRow</name>
        <message>
            <source>Export as</source>
            <translation>导出为</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>保存到</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>File name</source>
            <translation>文件名</translation>
        </message>
        <message>
            <source>Choose folder and name</source>
            <translation>选择文件夹和名称</translation>
        </message>
    </context>
    <context>
        <name>velatura::OutputSizeRow</name>
        <message>
            <source>As the photo</source>
            <translation>与照片相同</translation>
        </message>
        <message>
            <source>As painted</source>
            <translation>按绘制尺寸</translation>
        </message>
        <message>
            <source>Long side</source>
            <translation>长边</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺寸</translation>
        </message>
    </context>
    <context>
        <name>velatura::SetPlaceForm</name>
        <message>
            <source>Example: %1</source>
            <translation>例如：%1</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>%1, together %2 megapixels</source>
            <translation>%1 张，共 %2 百万像素</translation>
        </message>
        <message>
            <source>Folder for the pictures</source>
            <translation>图片存放的文件夹</translation>
        </message>
        <message>
            <source>Name of the picture</source>
            <translation>图片名称</translation>
        </message>
        <message>
            <source>Name of the size</source>
            <translation>尺寸名称</translation>
        </message>
        <message>
            <source>Width in pixels</source>
            <translation>宽度（像素）</translation>
        </message>
        <message>
            <source>Height in pixels</source>
            <translation>高度（像素）</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Number in the list</source>
            <translation>列表中的序号</translation>
        </message>
        <message>
            <source>Name of the style</source>
            <translation>风格名称</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>文件名</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Insert</source>
            <translation>插入</translation>
        </message>
        <message>
            <source>Parts that each file fills in by itself</source>
            <translation>每个文件会各自填入的部分</translation>
        </message>
        <message>
            <source>Template of the names</source>
            <translation>文件名模板</translation>
        </message>
        <message>
            <source>Choose the folder</source>
            <translation>选择文件夹</translation>
        </message>
    </context>
    <context>
        <name>velatura::TargetForm</name>
        <message>
            <source>White</source>
            <translation>白色</translation>
        </message>
        <message>
            <source>Black</source>
            <translation>黑色</translation>
        </message>
        <message>
            <source>Transparent</source>
            <translation>透明</translation>
        </message>
        <message>
            <source>Other colour…</source>
            <translation>其他颜色…</translation>
        </message>
        <message>
            <source>As chosen for all</source>
            <translation>与整体设置相同</translation>
        </message>
        <message>
            <source>%1 dpi</source>
            <translation>%1 dpi</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺寸</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Border</source>
            <translation>边框</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>分辨率</translation>
        </message>
        <message>
            <source>Width and height</source>
            <translation>宽与高</translation>
        </message>
        <message>
            <source>Long side</source>
            <translation>长边</translation>
        </message>
        <message>
            <source>Share of the photo</source>
            <translation>照片的百分比</translation>
        </message>
        <message>
            <source>Fill, cropped</source>
            <translation>裁剪填满</translation>
        </message>
        <message>
            <source>Fit inside</source>
            <translation>完整放入</translation>
        </message>
        <message>
            <source>Fit, with a border</source>
            <translation>完整放入并加边</translation>
        </message>
        <message>
            <source>Name of the size</source>
            <translation>尺寸名称</translation>
        </message>
        <message>
            <source>How the size is measured</source>
            <translation>尺寸的计量方式</translation>
        </message>
        <message>
            <source>Width in pixels</source>
            <translation>宽度（像素）</translation>
        </message>
        <message>
            <source>Height in pixels</source>
            <translation>高度（像素）</translation>
        </message>
        <message>
            <source>Long side in pixels</source>
            <translation>长边（像素）</translation>
        </message>
        <message>
            <source>Percent of the photo&apos;s size</source>
            <translation>占照片尺寸的百分比</translation>
        </message>
        <message>
            <source>How the picture fills it</source>
            <translation>图片如何填入</translation>
        </message>
    </context>
    <context>
        <name>velatura::TargetList</name>
        <message>
            <source>All of these</source>
            <translation>全部添加</translation>
        </message>
        <message>
            <source>Own size</source>
            <translation>自定尺寸</translation>
        </message>
        <message>
            <source>Add size</source>
            <translation>添加尺寸</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Move up (Alt+Up)</source>
            <translation>上移（Alt+向上键）</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Move down (Alt+Down)</source>
            <translation>下移（Alt+向下键）</translation>
        </message>
        <message>
            <source>Remove size</source>
            <translation>移除尺寸</translation>
        </message>
        <message>
            <source>Remove this size (Delete)</source>
            <translation>移除此尺寸（Delete）</translation>
        </message>
        <message>
            <source>No sizes yet. Add some of the usual ones, or your own.</source>
            <translation>还没有尺寸。可以添加常用尺寸，或自定尺寸。</translation>
        </message>
        <message>
            <source>Sizes</source>
            <translation>尺寸</translation>
        </message>
    </context>
    <context>
        <name>velatura::ExportDialog</name>
        <message>
            <source>measuring…</source>
            <translation>正在计算…</translation>
        </message>
        <message>
            <source>%1 exists already.</source>
            <translation>%1 已存在。</translation>
        </message>
        <message>
            <source>Saving…</source>
            <translation>正在保存…</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>替换</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>%1 of %2: %3</source>
            <translation>第 %1 张，共 %2 张：%3</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>正在停止…</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>One file</source>
            <translation>单个文件</translation>
        </message>
        <message>
            <source>Several sizes</source>
            <translation>多种尺寸</translation>
        </message>
        <message>
            <source>The result as one picture</source>
            <translation>把结果存为一张图片</translation>
        </message>
        <message>
            <source>The result in several sizes and crops, in one go</source>
            <translation>一次导出多种尺寸和裁剪</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>两者都保留</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 等，另有 %2 个</translation>
        </message>
        <message>
            <source>%1 of %2 files exist already: %3.</source>
            <translation>%2 个文件中有 %1 个已存在：%3。</translation>
        </message>
        <message>
            <source>Stopped; nothing was written.</source>
            <translation>已停止，没有写入任何文件。</translation>
        </message>
        <message>
            <source>Stopped; pictures written: %1.</source>
            <translation>已停止，已写入 %1 张图片。</translation>
        </message>
    </context>
    <context>
        <name>velatura::FailureList</name>
        <message>
            <source>1 failed</source>
            <translation>1 张失败</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 张失败</translation>
        </message>
        <message>
            <source>Failed pictures</source>
            <translation>失败的图片</translation>
        </message>
    </context>
    <context>
        <name>velatura::InputPanel</name>
        <message>
            <source>Change weight</source>
            <translation>更改权重</translation>
        </message>
        <message>
            <source>Remove style</source>
            <translation>移除风格</translation>
        </message>
        <message>
            <source>Remove photo</source>
            <translation>移除照片</translation>
        </message>
        <message>
            <source>Choose photo</source>
            <translation>选择照片</translation>
        </message>
        <message>
            <source>Choose style</source>
            <translation>选择风格</translation>
        </message>
        <message>
            <source>Mix in style</source>
            <translation>混入风格</translation>
        </message>
            <message>
            <source>Pasted picture</source>
            <translation>粘贴的图片</translation>
        </message>
        <message>
            <source>Velatura does not fetch pictures from the net. Save %1 as a file first.</source>
            <translation>Velatura 不从网络下载图片。请先把 %1 存成文件。</translation>
        </message>
        <message>
            <source>The clipboard holds no picture.</source>
            <translation>剪贴板中没有图片。</translation>
        </message>
        <message>
            <source>Open photo</source>
            <translation>打开照片</translation>
        </message>
        <message>
            <source>Open style</source>
            <translation>打开风格</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
                <message>
            <source>Drop your own picture anywhere.</source>
            <translation>把自己的图片拖到窗口任意位置。</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>风格</translation>
        </message>
        <message>
            <source>Drop a photo here, or click</source>
            <translation>拖入照片，或点击选择</translation>
        </message>
        <message>
            <source>Drop a painting here, or click</source>
            <translation>拖入画作，或点击选择</translation>
        </message>
        <message>
            <source>Photo slot</source>
            <translation>照片槽</translation>
        </message>
        <message>
            <source>Style slot</source>
            <translation>风格槽</translation>
        </message>
                    <message>
            <source>Recent photos</source>
            <translation>最近的照片</translation>
        </message>
        <message>
            <source>Recent styles</source>
            <translation>最近的风格</translation>
        </message>
        <message>
        <source>One photo at a time: %1 was taken, the others are listed below the slots.</source>
        <translation>一次只能用一张照片：已选用 %1，其余列在下方。</translation>
    </message>
    <message>
        <source>At most %1 styles make a mix: the others are listed below the slots.</source>
        <translation>最多混合 %1 种风格：其余列在下方。</translation>
    </message>
        <message>
            <source>Part of the photo is protected</source>
            <translation>照片有一部分受到保护</translation>
        </message>
        <message>
            <source>Applies where its mask is white</source>
            <translation>用于蒙版为白色的地方</translation>
        </message>
        <message>
            <source>Choose what a style gives</source>
            <translation>选择风格出哪一部分</translation>
        </message>
    <message>
        <source>Show on the canvas</source>
        <translation>在画布上显示</translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>加入风格库</translation>
    </message>
    <message>
        <source>Styles like this</source>
        <translation>相似风格</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Change the mix</source>
        <translation>调整混合</translation>
    </message>
    </context>
    <context>
        <name>velatura::ItemGrid</name>
        <message>
            <source>Painting</source>
            <translation>正在绘制</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Kept as it was</source>
            <translation>保持原样</translation>
        </message>
        <message>
            <source>Stopped early</source>
            <translation>提前停止</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
    </context>
    <context>
        <name>velatura::ItemViewer</name>
        <message>
            <source>All pictures</source>
            <translation>全部图片</translation>
        </message>
        <message>
            <source>Back to all pictures (Esc)</source>
            <translation>返回全部图片 (Esc)</translation>
        </message>
        <message>
            <source>Picture before (Page up)</source>
            <translation>上一张 (Page Up)</translation>
        </message>
        <message>
            <source>Next picture (Page down)</source>
            <translation>下一张 (Page Down)</translation>
        </message>
        <message>
            <source>Picture before</source>
            <translation>上一张</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>下一张</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
    </context>
    <context>
        <name>velatura::JobListButton</name>
        <message>
            <source>Jobs %1</source>
            <translation>任务 %1</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>What is running, waiting and done</source>
            <translation>正在运行、等待和已完成的任务</translation>
        </message>
    </context>
    <context>
        <name>velatura::JobListPopup</name>
        <message>
            <source>Jobs</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Clear ended</source>
            <translation>清除已结束的</translation>
        </message>
        <message>
            <source>Nothing is running. What you start is listed here until it is done.</source>
            <translation>没有正在运行的任务。开始的任务会列在这里，直到完成。</translation>
        </message>
    </context>
    <context>
        <name>velatura::JobRow</name>
        <message>
            <source>Waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>正在停止…</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
                <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
    </context>
    <context>
        <name>velatura::LibraryStrip</name>
        <message>
            <source>Use as style</source>
            <translation>用作风格</translation>
        </message>
        <message>
            <source>Mix in as another style</source>
            <translation>作为另一种风格混入</translation>
        </message>
        <message>
            <source>Use as photo</source>
            <translation>用作照片</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>示例</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>打开文件夹…</translation>
        </message>
        <message>
            <source>Folder with pictures</source>
            <translation>图片文件夹</translation>
        </message>
        <message>
            <source>The folder %1 holds no pictures.</source>
            <translation>文件夹 %1 中没有图片。</translation>
        </message>
        <message>
            <source>Sample styles</source>
            <translation>示例风格</translation>
        </message>
        <message>
            <source>Choose where these pictures come from</source>
            <translation>选择这些图片的来源</translation>
        </message>
        <message>
            <source>Picture library: %1</source>
            <translation>图库：%1</translation>
        </message>
        <message>
        <source>Dropped pictures</source>
        <translation>拖入的图片</translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>加入风格库</translation>
    </message>
    <message>
        <source>Open the style library (Ctrl+Shift+L)</source>
        <translation>打开风格库 (Ctrl+Shift+L)</translation>
    </message>
    <message>
        <source>Style library</source>
        <translation>风格库</translation>
    </message>
    </context>
    <context>
        <name>velatura::LossChart</name>
        <message>
            <source>log</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>lin</source>
            <translation>线性</translation>
        </message>
        <message>
            <source>Orders of magnitude. Click for a linear axis.</source>
            <translation>对数坐标。点击切换为线性坐标。</translation>
        </message>
        <message>
            <source>Linear. Click for orders of magnitude.</source>
            <translation>线性坐标。点击切换为对数坐标。</translation>
        </message>
        <message>
            <source>Scale of the value axis</source>
            <translation>数值轴刻度</translation>
        </message>
        <message>
            <source>The losses are drawn here as soon as something runs.</source>
            <translation>开始运行后，损失曲线会画在这里。</translation>
        </message>
        <message>
            <source>Loss chart</source>
            <translation>损失曲线</translation>
        </message>
        <message>
            <source>Logarithmic axis</source>
            <translation>对数坐标</translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>曲线平滑</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>轻微</translation>
        </message>
        <message>
            <source>Strong</source>
            <translation>较强</translation>
        </message>
        <message>
            <source>Export values (CSV)…</source>
            <translation>导出数值 (CSV)…</translation>
        </message>
        <message>
            <source>Export picture (PNG)…</source>
            <translation>导出图片 (PNG)…</translation>
        </message>
        <message>
            <source>Export values</source>
            <translation>导出数值</translation>
        </message>
        <message>
            <source>Export picture</source>
            <translation>导出图片</translation>
        </message>
        <message>
            <source>losses</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Saved %1</source>
            <translation>已保存 %1</translation>
        </message>
    </context>
    <context>
        <name>velatura::LossChartView</name>
        <message>
            <source>resumed</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Step %1</source>
            <translation>第 %1 步</translation>
        </message>
    </context>
    <context>
        <name>velatura::MainWindow</name>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Open photo…</source>
            <translation>打开照片…</translation>
        </message>
        <message>
            <source>Open style…</source>
            <translation>打开风格…</translation>
        </message>
        <message>
            <source>Paste picture</source>
            <translation>粘贴图片</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Fit picture</source>
            <translation>适合窗口</translation>
        </message>
        <message>
            <source>Actual size</source>
            <translation>实际像素</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Before and after</source>
            <translation>前后对比</translation>
        </message>
        <message>
            <source>Hide or show side panels</source>
            <translation>隐藏或显示侧边面板</translation>
        </message>
        <message>
            <source>Go to Stylize</source>
            <translation>转到“风格化”</translation>
        </message>
        <message>
            <source>Go to Train</source>
            <translation>转到“训练”</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <source>All commands…</source>
            <translation>全部命令…</translation>
        </message>
        <message>
            <source>Manual</source>
            <translation>手册</translation>
        </message>
        <message>
            <source>Open log folder</source>
            <translation>打开日志文件夹</translation>
        </message>
        <message>
            <source>About Velatura</source>
            <translation>关于 Velatura</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
                    <message>
            <source>Undo: %1</source>
            <translation>撤销：%1</translation>
        </message>
        <message>
            <source>Redo: %1</source>
            <translation>重做：%1</translation>
        </message>
                                    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Hide or show left panel</source>
        <translation>隐藏或显示左侧面板</translation>
    </message>
    <message>
        <source>Hide or show right panel</source>
        <translation>隐藏或显示右侧面板</translation>
    </message>
    <message>
        <source>Float or dock left panel</source>
        <translation>浮动或停靠左侧面板</translation>
    </message>
    <message>
        <source>Float or dock right panel</source>
        <translation>浮动或停靠右侧面板</translation>
    </message>
    <message>
        <source>Reset panels</source>
        <translation>重置面板</translation>
    </message>
    <message>
        <source>Use this look in Batch</source>
        <translation>在批处理中使用此画风</translation>
    </message>
    <message>
        <source>Go to Batch</source>
        <translation>转到批处理</translation>
    </message>
    <message>
        <source>The batch of %1 is not finished: %2 of %3 pictures are done.</source>
        <translation>%1的批处理尚未完成：已完成 %2 张，共 %3 张。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
        <message>
            <source>Go to Models</source>
            <translation>转到“模型”</translation>
        </message>
        <message>
            <source>Import model…</source>
            <translation>导入模型…</translation>
        </message>
        <message>
            <source>Comes with the program</source>
            <translation>程序自带</translation>
        </message>
        <message>
            <source>Paint masks</source>
            <translation>绘制蒙版</translation>
        </message>
                                    <message>
            <source>Layer lab</source>
            <translation>层实验台</translation>
        </message>
    <message>
        <source>Keep this picture</source>
        <translation>保留此图</translation>
    </message>
    <message>
        <source>Go on from this result…</source>
        <translation>从此结果继续…</translation>
    </message>
    <message>
        <source>Compare results</source>
        <translation>比较结果</translation>
    </message>
    <message>
        <source>Export time-lapse…</source>
        <translation>导出延时影像…</translation>
    </message>
        <message>
            <source>Variations…</source>
            <translation>变化…</translation>
        </message>
        <message>
            <source>Live painting on or off</source>
            <translation>打开或关闭实时绘制</translation>
        </message>
    <message>
        <source>Style library</source>
        <translation>风格库</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>样张…</translation>
    </message>
    <message>
        <source>Facts and distances of the result</source>
        <translation>结果的详情与距离</translation>
    </message>
    </context>
    <context>
        <name>velatura::ManualWindow</name>
        <message>
            <source>Velatura manual</source>
            <translation>Velatura 手册</translation>
        </message>
        <message>
            <source>Search the manual</source>
            <translation>搜索手册</translation>
        </message>
        <message>
            <source>Chapters</source>
            <translation>章节</translation>
        </message>
        <message>
            <source>Chapter</source>
            <translation>章节</translation>
        </message>
        <message>
            <source>Nothing in the manual says this.</source>
            <translation>手册中没有相关内容。</translation>
        </message>
    </context>
    <context>
        <name>velatura::NameField</name>
        <message>
            <source>Example: %1</source>
            <translation>示例：%1</translation>
        </message>
        <message>
            <source>Name of the photo</source>
            <translation>照片名称</translation>
        </message>
        <message>
            <source>Name of the style</source>
            <translation>风格名称</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>强度</translation>
        </message>
        <message>
            <source>Number in the batch</source>
            <translation>批内序号</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>引擎</translation>
        </message>
        <message>
            <source>Working size</source>
            <translation>工作尺寸</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Number of the variant</source>
            <translation>变体序号</translation>
        </message>
        <message>
            <source>First folder of the photo</source>
            <translation>照片的首层文件夹</translation>
        </message>
        <message>
            <source>Ending of the file</source>
            <translation>文件扩展名</translation>
        </message>
        <message>
            <source>Names of the results</source>
            <translation>结果名称</translation>
        </message>
        <message>
            <source>Text and parts in braces; a slash makes a folder</source>
            <translation>文字和花括号中的变量；斜杠表示文件夹</translation>
        </message>
        <message>
            <source>Insert a part</source>
            <translation>插入变量</translation>
        </message>
        <message>
            <source>Insert a part of the name</source>
            <translation>插入名称变量</translation>
        </message>
    </context>
    <context>
        <name>velatura::OfferBar</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
    </context>
    <context>
        <name>velatura::ParamForm</name>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Change %1</source>
            <translation>更改“%1”</translation>
        </message>
        <message>
            <source>%1 (not there)</source>
            <translation>%1（不存在）</translation>
        </message>
    </context>
    <context>
        <name>velatura::ParamLabel</name>
        <message>
            <source>Reset %1</source>
            <translation>重置“%1”</translation>
        </message>
    </context>
    <context>
        <name>velatura::PathList</name>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
    </context>
    <context>
        <name>velatura::PictureSlot</name>
        <message>
            <source>Opening…</source>
            <translation>正在打开…</translation>
        </message>
        <message>
            <source>Remove (Delete)</source>
            <translation>移除 (Delete)</translation>
        </message>
    </context>
    <context>
        <name>velatura::PresetBar</name>
        <message>
            <source>No presets yet</source>
            <translation>还没有预设</translation>
        </message>
        <message>
            <source>Save as new preset…</source>
            <translation>存为新预设…</translation>
        </message>
        <message>
            <source>Update "%1"</source>
            <translation>更新“%1”</translation>
        </message>
        <message>
            <source>Rename "%1"…</source>
            <translation>重命名“%1”…</translation>
        </message>
        <message>
            <source>Delete "%1"</source>
            <translation>删除“%1”</translation>
        </message>
        <message>
            <source>Reset all to defaults</source>
            <translation>全部恢复默认</translation>
        </message>
        <message>
            <source>Reset all parameters</source>
            <translation>重置全部参数</translation>
        </message>
        <message>
            <source>Apply preset %1</source>
            <translation>应用预设“%1”</translation>
        </message>
        <message>
            <source>Name of the preset, then Enter</source>
            <translation>输入预设名称，按回车</translation>
        </message>
        <message>
            <source>Name of the preset</source>
            <translation>预设名称</translation>
        </message>
        <message>
            <source>Save preset %1</source>
            <translation>保存预设“%1”</translation>
        </message>
        <message>
            <source>Rename preset %1</source>
            <translation>重命名预设“%1”</translation>
        </message>
        <message>
            <source>Delete preset %1</source>
            <translation>删除预设“%1”</translation>
        </message>
        <message>
            <source>Presets</source>
            <translation>预设</translation>
        </message>
        <message>
            <source>Preset %1, changed</source>
            <translation>预设“%1”（已修改）</translation>
        </message>
        <message>
            <source>Preset %1</source>
            <translation>预设“%1”</translation>
        </message>
        <message>
            <source>Named sets of values: choose one, or keep the present ones under a name</source>
            <translation>带名称的参数组合：选用一组，或把当前数值存为一组</translation>
        </message>
    <message>
        <source>Update &quot;%1&quot;</source>
        <translation>更新“%1”</translation>
    </message>
    <message>
        <source>Rename &quot;%1&quot;…</source>
        <translation>重命名“%1”…</translation>
    </message>
    <message>
        <source>Delete &quot;%1&quot;</source>
        <translation>删除“%1”</translation>
    </message>
    </context>
    <context>
        <name>velatura::PresetButton</name>
        <message>
            <source>Presets</source>
            <translation>预设</translation>
        </message>
    </context>
    <context>
        <name>velatura::PreviewStrip</name>
        <message>
            <source>Step %1</source>
            <translation>第 %1 步</translation>
        </message>
    </context>
    <context>
        <name>velatura::QuitDialog</name>
        <message>
            <source>and %1 more</source>
            <translation>以及另外 %1 项</translation>
        </message>
        <message>
            <source>Quit Velatura?</source>
            <translation>退出 Velatura？</translation>
        </message>
        <message>
            <source>Still running, and would be stopped:</source>
            <translation>仍在运行，退出会将其停止：</translation>
        </message>
        <message>
            <source>Not exported, and would be lost:</source>
            <translation>尚未导出，退出后会丢失：</translation>
        </message>
        <message>
            <source>Quit without exporting</source>
            <translation>不导出并退出</translation>
        </message>
        <message>
            <source>Stop and quit</source>
            <translation>停止并退出</translation>
        </message>
        <message>
            <source>Stay</source>
            <translation>留下</translation>
        </message>
    </context>
    <context>
        <name>velatura::ResultCards</name>
        <message>
            <source>Result %1: click brings back picture and settings</source>
            <translation>结果 %1：点击恢复画面和设置</translation>
        </message>
        <message>
            <source>Stopped early: the best so far</source>
            <translation>提前停止：目前最好的画面</translation>
        </message>
        <message>
            <source>Not exported yet</source>
            <translation>尚未导出</translation>
        </message>
    <message>
        <source>%1: click brings back picture and settings</source>
        <translation>%1：单击恢复画面和参数</translation>
    </message>
    </context>
    <context>
        <name>velatura::ResultsStrip</name>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Use as photo</source>
            <translation>用作照片</translation>
        </message>
        <message>
            <source>Use as style</source>
            <translation>用作风格</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Use this look in Batch</source>
        <translation>在批处理中使用此画风</translation>
    </message>
    </context>
    <context>
        <name>velatura::RunPanel</name>
            <message>
            <source>Stylize</source>
            <translation>风格化</translation>
        </message>
                <message>
            <source>Needs a photo and a style</source>
            <translation>需要一张照片和一种风格</translation>
        </message>
        <message>
            <source>Paint the photo in this style (Ctrl+Enter)</source>
            <translation>用这种风格来画照片 (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>End with the best picture so far (Esc)</source>
            <translation>停止并保留目前最好的画面 (Esc)</translation>
        </message>
            <message>
            <source>Engine</source>
            <translation>引擎</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>How far the picture still is from photo and style; lower is closer</source>
            <translation>画面离照片和风格还有多远；越低越接近</translation>
        </message>
        <message>
            <source>Choose network</source>
            <translation>选择网络</translation>
        </message>
            <message>
            <source>Open layer lab</source>
            <translation>打开层实验台</translation>
            </message>
            <message>
            <source>See what each layer adds, and where its loss is left (L)</source>
            <translation>查看每一层的作用，以及它的损失剩在何处 (L)</translation>
            </message>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>Paint at once whenever something changes (Ctrl+L)</source>
            <translation>有任何改动便立刻重画（Ctrl+L）</translation>
        </message>
    </context>
    <context>
        <name>velatura::StyleRow</name>
        <message>
            <source>Weight of %1</source>
            <translation>“%1”的权重</translation>
        </message>
        <message>
            <source>How much of this style goes into the mix</source>
            <translation>这种风格在混合中占多少</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>移除“%1”</translation>
        </message>
        <message>
            <source>Take this style out of the mix</source>
            <translation>从混合中去掉这种风格</translation>
        </message>
        <message>
            <source>Applies where its mask is white</source>
            <translation>用于蒙版为白色的地方</translation>
        </message>
        <message>
            <source>All of it</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Large forms</source>
            <translation>大形体</translation>
        </message>
        <message>
            <source>Fine texture</source>
            <translation>细肌理</translation>
        </message>
        <message>
            <source>What %1 gives</source>
            <translation>%1 出哪一部分</translation>
        </message>
        <message>
            <source>All of the style, only its large forms and strokes, or only its fine texture and colours</source>
            <translation>整个风格，或只取大形体与笔触，或只取细肌理与颜色</translation>
        </message>
    <message>
        <source>Show on the canvas</source>
        <translation>在画布上显示</translation>
    </message>
    <message>
        <source>Add to library</source>
        <translation>加入风格库</translation>
    </message>
    <message>
        <source>Take out of the mix</source>
        <translation>从混合中移除</translation>
    </message>
    </context>
    <context>
        <name>velatura::StylizeWorkspace</name>
        <message>
            <source>Restore the recipe of %1</source>
            <translation>恢复 %1 的配方</translation>
        </message>
        <message>
            <source>Recipe of %1 restored</source>
            <translation>已恢复 %1 的配方</translation>
        </message>
                <message>
            <source>Result %1 (%2)</source>
            <translation>结果 %1（%2）</translation>
        </message>
        <message>
            <source>Stylize %1</source>
            <translation>风格化 %1</translation>
        </message>
        <message>
            <source>%1 steps in %2</source>
            <translation>%1 步，用时 %2</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Stopped after %1</source>
            <translation>%1 后停止</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Go back to result %1</source>
            <translation>回到结果 %1</translation>
        </message>
        <message>
            <source>Remove result %1</source>
            <translation>移除结果 %1</translation>
        </message>
        <message>
            <source>Result %1 removed</source>
            <translation>已移除结果 %1</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Saved as %1</source>
            <translation>已存为 %1</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Painting</source>
            <translation>正在绘制</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Result %1</source>
            <translation>结果 %1</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
            <message>
            <source>%1-painted</source>
            <translation>%1-绘画</translation>
        </message>
        <message>
        <source>Picture copied</source>
        <translation>已复制图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
        <message>
            <source>about %1, %2 GB</source>
            <translation>约 %1，%2 GB</translation>
        </message>
        <message>
            <source>Paint at %1 px</source>
            <translation>以 %1 像素绘制</translation>
        </message>
        <message>
            <source>Sets the working size to %1 px and starts</source>
            <translation>把工作尺寸设为 %1 像素并开始</translation>
        </message>
        <message>
            <source>The masks belonged to a photo of another shape and were taken out.</source>
            <translation>蒙版属于另一种形状的照片，已经移除。</translation>
        </message>
        <message>
            <source>result %1</source>
            <translation>结果 %1 </translation>
        </message>
        <message>
            <source>the photo, unpainted</source>
            <translation>未绘制的照片</translation>
        </message>
    <message>
        <source>%1 is kept</source>
        <translation>已保留%1</translation>
    </message>
    <message>
        <source>%1 is no longer kept</source>
        <translation>不再保留%1</translation>
    </message>
    <message>
        <source>%1-step-%2</source>
        <translation>%1-第%2步</translation>
    </message>
    <message>
        <source>Remove what is not kept</source>
        <translation>移除未保留的图片</translation>
    </message>
    <message>
        <source>%1 pictures removed</source>
        <translation>已移除 %1 张图片</translation>
    </message>
    <message>
        <source>Style %1</source>
        <translation>风格 %1</translation>
    </message>
    <message>
        <source>Time-lapse saved as %1</source>
        <translation>延时影像已存为 %1</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Go on from here…</source>
        <translation>从这里继续…</translation>
    </message>
    <message>
        <source>Compare with %1</source>
        <translation>与%1比较</translation>
    </message>
    <message>
        <source>Export time-lapse…</source>
        <translation>导出延时影像…</translation>
    </message>
    <message>
        <source>%1 is finished</source>
        <translation>%1已完成</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Go back to %1</source>
        <translation>回到%1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除%1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>已移除%1</translation>
    </message>
    <message>
        <source>%1 pictures saved</source>
        <translation>已保存 %1 张图片</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>比较</translation>
    </message>
        <message>
            <source>Masks and kept colours of the photo before were taken out.</source>
            <translation>上一张照片的蒙版和保留颜色已被移除。</translation>
        </message>
        <message>
            <source>Keep them</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Keep masks and colours</source>
            <translation>保留蒙版和颜色</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>%1 is in the strip</source>
            <translation>%1已在结果栏中</translation>
        </message>
        <message>
            <source>Choose variation</source>
            <translation>选择变化</translation>
        </message>
    <message>
        <source>Facts and distances</source>
        <translation>详情与距离</translation>
    </message>
    </context>
    <context>
        <name>velatura::TrainPanel</name>
                    <message>
            <source>Step %1 of %2</source>
            <translation>第 %1 步，共 %2 步</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续训练</translation>
        </message>
        <message>
            <source>Train branch</source>
            <translation>训练分支</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>训练</translation>
        </message>
                <message>
            <source>Needs a folder for every slot on the left</source>
            <translation>左侧每个槽都需要一个文件夹</translation>
        </message>
        <message>
            <source>Begin training (Ctrl+Enter)</source>
            <translation>开始训练 (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>End with a checkpoint to go on from (Esc)</source>
            <translation>写入检查点并停止，之后可继续 (Esc)</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>%1 pictures saved</source>
            <translation>已保存 %1 张图片</translation>
        </message>
    </context>
    <context>
        <name>velatura::TrainWorkspace</name>
        <message>
            <source>Train %1</source>
            <translation>训练 %1</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Stopped at step %1</source>
            <translation>停在第 %1 步</translation>
        </message>
        <message>
            <source>%1 steps in %2</source>
            <translation>%1 步，用时 %2</translation>
        </message>
        <message>
            <source>The trained weights are in %1.</source>
            <translation>训练好的权重在 %1。</translation>
        </message>
        <message>
            <source>Reading %1…</source>
            <translation>正在读取 %1…</translation>
        </message>
        <message>
            <source>Open run</source>
            <translation>打开训练</translation>
        </message>
        <message>
            <source>Choose a folder of pictures on the left and press Train. What the network makes appears here as it learns.</source>
            <translation>在左侧选择图片文件夹，然后点击“训练”。网络学习过程中的成果会显示在这里。</translation>
        </message>
        <message>
            <source>The curves of the training are drawn here.</source>
            <translation>训练曲线会画在这里。</translation>
        </message>
        <message>
            <source>Show newest</source>
            <translation>显示最新</translation>
        </message>
        <message>
            <source>Previews by step</source>
            <translation>各步预览</translation>
        </message>
        <message>
            <source>Preview of step %1</source>
            <translation>第 %1 步的预览</translation>
        </message>
        <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    </context>
    <context>
        <name>velatura::JobFoot</name>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>等待运行</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    </context>
    <context>
        <name>velatura::PanelFrame</name>
    <message>
        <source>Show the panel %1</source>
        <translation>显示“%1”面板</translation>
    </message>
    </context>
    <context>
        <name>velatura::PanelTitle</name>
    <message>
        <source>Put back beside the picture</source>
        <translation>放回图片旁边</translation>
    </message>
    <message>
        <source>Float as a window of its own</source>
        <translation>浮动为独立窗口</translation>
    </message>
    <message>
        <source>Fold away; Tab on the picture folds both panels</source>
        <translation>收起；在图片上按 Tab 可收起两侧面板</translation>
    </message>
    <message>
        <source>Dock panel %1</source>
        <translation>停靠“%1”面板</translation>
    </message>
    <message>
        <source>Float panel %1</source>
        <translation>浮动“%1”面板</translation>
    </message>
    <message>
        <source>Fold panel %1</source>
        <translation>收起“%1”面板</translation>
    </message>
    <message>
        <source>Fold away</source>
        <translation>收起</translation>
    </message>
    </context>
    <context>
        <name>velatura::PicturePane</name>
    <message>
        <source>Drop a photo and a painting here, or click to open a photo.</source>
        <translation>把照片和画作拖到这里，或点击打开照片。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save this result as a file (Ctrl+E)</source>
        <translation>把这个结果存成文件 (Ctrl+E)</translation>
    </message>
        <message>
            <source>Mask</source>
            <translation>蒙版</translation>
        </message>
        <message>
            <source>Paint where each style applies and what of the photo stays (M)</source>
            <translation>画出每种风格的范围，以及照片中保持原样的部分（M）</translation>
        </message>
    </context>
    <context>
        <name>velatura::SlotHeader</name>
    <message>
        <source>Recent files</source>
        <translation>最近文件</translation>
    </message>
    <message>
        <source>No recent files</source>
        <translation>没有最近文件</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    </context>
    <context>
        <name>velatura::StyleMix</name>
    <message>
        <source>Mix in another style</source>
        <translation>再混入一种风格</translation>
    </message>
    <message>
        <source>Paints with several styles at once, each with its weight</source>
        <translation>同时使用多种风格，各有权重</translation>
    </message>
    </context>
    <context>
        <name>velatura::TopBar</name>
    <message>
        <source>Stylize</source>
        <translation>风格化</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Paint a photo in the manner of a painting (Ctrl+1)</source>
        <translation>把照片画成某幅画的样子 (Ctrl+1)</translation>
    </message>
    <message>
        <source>Train a network on your own pictures (Ctrl+2)</source>
        <translation>用自己的图片训练网络 (Ctrl+2)</translation>
    </message>
    <message>
        <source>Menu and settings</source>
        <translation>菜单与设置</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Paint many photos in one go (Ctrl+3)</source>
        <translation>一次绘制多张照片 (Ctrl+3)</translation>
    </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Networks to look through: what there is, and import (Ctrl+4)</source>
            <translation>优化器所用的网络：查看与导入（Ctrl+4）</translation>
        </message>
    </context>
    <context>
        <name>velatura::WindowMenu</name>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    </context>
    <context>
        <name>velatura::RecipeOffer</name>
        <message>
            <source>%1 holds a recipe that cannot be used: %2</source>
            <translation>%1 带有配方，但无法使用：%2</translation>
        </message>
        <message>
            <source>%1 holds the recipe it was painted with.</source>
            <translation>%1 带有绘制它时所用的配方。</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Bring back engine, settings, photo and styles</source>
            <translation>找回引擎、设置、照片和风格</translation>
        </message>
        <message>
            <source>Use as photo</source>
            <translation>用作照片</translation>
        </message>
        <message>
            <source>Use as style</source>
            <translation>用作风格</translation>
        </message>
        <message>
            <source>Keep the picture where it is</source>
            <translation>图片留在原处</translation>
        </message>
        <message>
            <source>%1 may not come out the same when it is painted again.</source>
            <translation>再次绘制时，%1 的效果可能与原来不同。</translation>
        </message>
    </context>
    <context>
        <name>velatura::ExportFoot</name>
        <message>
            <source>%1 of %2: %3</source>
            <translation>第 %1 张，共 %2 张：%3</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>正在停止…</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Keep both</source>
            <translation>两者都保留</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Saving…</source>
            <translation>正在保存…</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>替换</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
    </context>
    <context>
        <name>velatura::WeightsDrop</name>
        <message>
            <source>Import model</source>
            <translation>导入模型</translation>
        </message>
        <message>
            <source>A network for the optimiser to look through</source>
            <translation>供优化器使用的网络</translation>
        </message>
    </context>
    <context>
        <name>velatura::ModelFacts</name>
        <message>
            <source>Perceptual network</source>
            <translation>感知网络</translation>
        </message>
        <message>
            <source>Distilled VGG-19</source>
            <translation>蒸馏的 VGG-19</translation>
        </message>
        <message>
            <source>Decoder</source>
            <translation>解码器</translation>
        </message>
        <message>
            <source>torchvision (RGB)</source>
            <translation>torchvision（RGB）</translation>
        </message>
        <message>
            <source>Caffe (BGR, 0 to 255)</source>
            <translation>Caffe（BGR，0 到 255）</translation>
        </message>
        <message>
            <source>normalised (RGB, 0 to 1)</source>
            <translation>归一化（RGB，0 到 1）</translation>
        </message>
        <message>
            <source>RGB, 0 to 1</source>
            <translation>RGB，0 到 1</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>使用中</translation>
        </message>
        <message>
            <source>Use for the optimiser</source>
            <translation>用于优化器</translation>
        </message>
        <message>
            <source>The optimiser looks at pictures through this network from now on</source>
            <translation>从现在起，优化器透过这个网络来看图片</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Reads the file again and shows the network a picture</source>
            <translation>重新读取文件，并用一张图片试验网络</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>For what pictures the network was trained. Recognised by names and values; choose another where that was wrong.</source>
            <translation>网络是为怎样的图片训练的。按名称和数值识别；若识别有误，请另选一项。</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>%1 million</source>
            <translation>%1 百万</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>许可</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>导入时间</translation>
        </message>
        <message>
            <source>Style network</source>
            <translation>风格网络</translation>
        </message>
        <message>
            <source>PyTorch&apos;s examples (RGB, 0 to 255)</source>
            <translation>PyTorch 示例（RGB，0 到 255）</translation>
        </message>
    </context>
    <context>
        <name>velatura::ModelsWorkspace</name>
        <message>
            <source>%1 had been imported already, as “%2”.</source>
            <translation>%1 之前已导入，名为“%2”。</translation>
        </message>
        <message>
            <source>%1 is imported as “%2”: %3, %4 to %5.</source>
            <translation>%1 已导入为“%2”：%3，%4 至 %5。</translation>
        </message>
        <message>
            <source>“%1” is in order: %2, %3 to %4, %5 million weights.</source>
            <translation>“%1”完好：%2，%3 至 %4，%5 百万个权重。</translation>
        </message>
        <message>
            <source>Remove “%1” from this computer?</source>
            <translation>要从这台电脑上移除“%1”吗？</translation>
        </message>
        <message>
            <source>Results that were painted through it stay as they are; painting them again needs it.</source>
            <translation>用它画出的结果保持不变；要再次绘制则需要它。</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Import model</source>
            <translation>导入模型</translation>
        </message>
        <message>
            <source>Weights (*.safetensors *.pth *.pt)</source>
            <translation>权重文件 (*.safetensors *.pth *.pt)</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>使用中</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>已导入</translation>
        </message>
        <message>
            <source>Comes with the program</source>
            <translation>程序自带</translation>
        </message>
        <message>
            <source>Imported from %1. Its input: %2.</source>
            <translation>从 %1 导入。输入：%2。</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>Channels</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>Where it was trained and under what licence it may be used, its source tells; the file does not.</source>
            <translation>它在何处训练、以何种许可使用，请查阅其来源；文件中没有说明。</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Card of the model</source>
            <translation>模型卡片</translation>
        </message>
        <message>
            <source>Nothing is imported yet. Drop a VGG-19 or VGG-16 (.pth, .safetensors) anywhere on the window.</source>
            <translation>尚未导入任何网络。把 VGG-19 或 VGG-16（.pth、.safetensors）拖到窗口任意位置即可。</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>A VGG-19 or VGG-16 for the optimiser to look through</source>
            <translation>供优化器使用的 VGG-19 或 VGG-16</translation>
        </message>
        <message>
            <source>%1 is imported as “%2”: choose it as the trained style to paint with.</source>
            <translation>%1 已导入为“%2”：可将它选作训练好的风格来绘画。</translation>
        </message>
        <message>
            <source>“%1” is in order: %2, %3 million weights.</source>
            <translation>“%1”完好：%2，%3 百万个权重。</translation>
        </message>
    </context>
    <context>
        <name>velatura::KeptColorList</name>
        <message>
            <source>Delta E of %1</source>
            <translation>%1 的 ΔE</translation>
        </message>
        <message>
            <source>How far this colour may move: 1 is hardly seen, 5 is another shade</source>
            <translation>这种颜色最多可以变化多少：1 几乎看不出，5 是另一种色调</translation>
        </message>
        <message>
            <source>Keep %1 no longer</source>
            <translation>不再保留 %1</translation>
        </message>
    </context>
    <context>
        <name>velatura::MaskMode</name>
        <message>
            <source>Erase</source>
            <translation>擦除</translation>
        </message>
        <message>
            <source>Paint</source>
            <translation>涂画</translation>
        </message>
        <message>
            <source>Keep a colour no longer</source>
            <translation>不再保留一种颜色</translation>
        </message>
        <message>
            <source>Change Delta E</source>
            <translation>修改 ΔE</translation>
        </message>
        <message>
            <source>No mask: this style takes all the room that the others leave</source>
            <translation>没有蒙版：此风格占用其他风格留下的全部空间</translation>
        </message>
        <message>
            <source>Nothing is protected yet: paint what shall stay as in the photo</source>
            <translation>尚未保护任何部分：涂画要保持照片原样的地方</translation>
        </message>
        <message>
            <source>Click colours that shall stay</source>
            <translation>点击要保留的颜色</translation>
        </message>
        <message>
            <source>%1: where a style applies</source>
            <translation>%1：风格的范围</translation>
        </message>
        <message>
            <source>%1: what is protected</source>
            <translation>%1：保护的范围</translation>
        </message>
        <message>
            <source>Fill</source>
            <translation>填满</translation>
        </message>
        <message>
            <source>Invert</source>
            <translation>反相</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Feather</source>
            <translation>羽化</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>扩大</translation>
        </message>
        <message>
            <source>Shrink</source>
            <translation>收缩</translation>
        </message>
        <message>
            <source>Fill by colour</source>
            <translation>按颜色填充</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>渐变</translation>
        </message>
        <message>
            <source>At most %1 colours are kept: remove one first.</source>
            <translation>最多保留 %1 种颜色：请先移除一种。</translation>
        </message>
        <message>
            <source>Keep a colour</source>
            <translation>保留一种颜色</translation>
        </message>
        <message>
            <source>Import mask</source>
            <translation>导入蒙版</translation>
        </message>
        <message>
            <source>Import %1</source>
            <translation>导入 %1</translation>
        </message>
        <message>
            <source>Export mask</source>
            <translation>导出蒙版</translation>
        </message>
        <message>
            <source>%1-mask</source>
            <translation>%1-蒙版</translation>
        </message>
        <message>
            <source>Saved as %1</source>
            <translation>已存为 %1</translation>
        </message>
        <message>
            <source>No mask: this style applies everywhere</source>
            <translation>没有蒙版：此风格用于整张照片</translation>
        </message>
    </context>
    <context>
        <name>velatura::MaskStrip</name>
        <message>
            <source>Where: %1</source>
            <translation>范围：%1</translation>
        </message>
        <message>
            <source>Protect the photo</source>
            <translation>保护照片</translation>
        </message>
        <message>
            <source>Kept colours</source>
            <translation>保留的颜色</translation>
        </message>
        <message>
            <source>Click colours in the photo that may hardly move.</source>
            <translation>在照片上点击几乎不可改变的颜色。</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>画笔</translation>
        </message>
        <message>
            <source>Brush: paint where (X swaps with the eraser, Alt erases)</source>
            <translation>画笔：涂画范围（按 X 换成橡皮擦，按住 Alt 擦除）</translation>
        </message>
        <message>
            <source>Eraser</source>
            <translation>橡皮擦</translation>
        </message>
        <message>
            <source>Eraser: take away (X swaps with the brush)</source>
            <translation>橡皮擦：减去范围（按 X 换成画笔）</translation>
        </message>
        <message>
            <source>Fill by colour</source>
            <translation>按颜色填充</translation>
        </message>
        <message>
            <source>Click a colour of the photo: what looks like it is added, with Alt taken away</source>
            <translation>点击照片上的一种颜色：相似的部分加入蒙版，按住 Alt 则减去</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>渐变</translation>
        </message>
        <message>
            <source>Gradient: drag from where it is full to where it ends</source>
            <translation>渐变：从最浓处拖到消失处</translation>
        </message>
        <message>
            <source>Round gradient</source>
            <translation>圆形渐变</translation>
        </message>
        <message>
            <source>Round gradient: drag from its middle to where it ends</source>
            <translation>圆形渐变：从中心拖到消失处</translation>
        </message>
        <message>
            <source>Edge</source>
            <translation>边缘</translation>
        </message>
        <message>
            <source>Edge: feather, grow or shrink the whole mask</source>
            <translation>边缘：羽化、扩大或收缩整个蒙版</translation>
        </message>
        <message>
            <source>What is painted</source>
            <translation>绘制的对象</translation>
        </message>
        <message>
            <source>Invert</source>
            <translation>反相</translation>
        </message>
        <message>
            <source>White becomes black and black becomes white</source>
            <translation>黑白互换</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Takes the mask away</source>
            <translation>去掉蒙版</translation>
        </message>
        <message>
            <source>More for this mask</source>
            <translation>更多蒙版操作</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Back to the picture (M)</source>
            <translation>回到图片（M）</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Diameter of the brush, of the photo&apos;s long side ([ and ])</source>
            <translation>画笔直径，按照片长边计（[ 与 ]）</translation>
        </message>
        <message>
            <source>Hardness</source>
            <translation>硬度</translation>
        </message>
        <message>
            <source>How much of the brush is full before its edge falls off (Shift with [ and ])</source>
            <translation>边缘变淡之前完全涂满的部分（Shift 加 [ 与 ]）</translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <source>How much one stroke adds or takes away</source>
            <translation>一笔增加或减去的量</translation>
        </message>
        <message>
            <source>Tolerance</source>
            <translation>容差</translation>
        </message>
        <message>
            <source>How unlike the colour under the pointer may be (0 to 100)</source>
            <translation>与点击处的颜色可以相差多少（0 到 100）</translation>
        </message>
        <message>
            <source>Soft edge</source>
            <translation>柔和边缘</translation>
        </message>
        <message>
            <source>How far beyond the tolerance the fill fades out</source>
            <translation>超出容差之后淡出多远</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>整幅</translation>
        </message>
        <message>
            <source>Also what is not joined to the place that is clicked</source>
            <translation>与点击处不相连的部分也一并选取</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>How far it goes, of the photo&apos;s long side</source>
            <translation>作用的远近，按照片长边计</translation>
        </message>
        <message>
            <source>Feather</source>
            <translation>羽化</translation>
        </message>
        <message>
            <source>Softens the edges of the mask by that width</source>
            <translation>按此宽度柔化蒙版边缘</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>扩大</translation>
        </message>
        <message>
            <source>Moves the edges outwards by that width</source>
            <translation>边缘按此宽度外移</translation>
        </message>
        <message>
            <source>Shrink</source>
            <translation>收缩</translation>
        </message>
        <message>
            <source>Moves the edges inwards by that width</source>
            <translation>边缘按此宽度内移</translation>
        </message>
        <message>
            <source>Drag over the photo. With Shift it is added, with Alt taken away.</source>
            <translation>在照片上拖动。按住 Shift 加入，按住 Alt 减去。</translation>
        </message>
        <message>
            <source>Fill all</source>
            <translation>全部填满</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>Export as PNG…</source>
            <translation>导出为 PNG…</translation>
        </message>
        <message>
            <source>Veil</source>
            <translation>遮罩</translation>
        </message>
    </context>
    <context>
        <name>velatura::HeatOverlay</name>
        <message>
            <source>matches</source>
            <translation>相符</translation>
        </message>
        <message>
            <source>most left</source>
            <translation>剩余最多</translation>
        </message>
    </context>
    <context>
        <name>velatura::LayerDesk</name>
        <message>
            <source>No style</source>
            <translation>没有风格</translation>
        </message>
        <message>
            <source>Waits</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>Painting…</source>
            <translation>正在绘制…</translation>
        </message>
        <message>
            <source>Waits until the painting is done.</source>
            <translation>等当前绘制完成后再计算。</translation>
        </message>
        <message>
            <source>Looking at %1…</source>
            <translation>正在查看%1…</translation>
        </message>
        <message>
            <source>Choose a photo and a style to see what each layer adds.</source>
            <translation>选择照片和风格，即可看到每一层的作用。</translation>
        </message>
        <message>
            <source>Loss left in %1</source>
            <translation>%1中剩余的损失</translation>
        </message>
    </context>
    <context>
        <name>velatura::LayerLab</name>
        <message>
            <source>Back to all settings (Esc)</source>
            <translation>返回全部设置 (Esc)</translation>
        </message>
        <message>
            <source>Back to all settings</source>
            <translation>返回全部设置</translation>
        </message>
        <message>
            <source>All weights as they were at first</source>
            <translation>所有权重恢复为默认值</translation>
        </message>
        <message>
            <source>Reset weights</source>
            <translation>重置权重</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层</translation>
        </message>
        <message>
            <source>This engine has no layers to weigh.</source>
            <translation>这个引擎没有可以调整权重的层。</translation>
        </message>
        <message>
            <source>Map opacity</source>
            <translation>热图不透明度</translation>
        </message>
        <message>
            <source>Switch to %1</source>
            <translation>切换到%1</translation>
        </message>
    </context>
    <context>
        <name>velatura::LayerRow</name>
        <message>
            <source>Grain and colour</source>
            <translation>颗粒与颜色</translation>
        </message>
        <message>
            <source>Fine strokes</source>
            <translation>细笔触</translation>
        </message>
        <message>
            <source>Strokes, small forms</source>
            <translation>笔触与小形体</translation>
        </message>
        <message>
            <source>Large forms</source>
            <translation>大形体</translation>
        </message>
        <message>
            <source>Composition</source>
            <translation>构图</translation>
        </message>
        <message>
            <source>S</source>
            <translation>S</translation>
        </message>
        <message>
            <source>Solo: only this layer counts; press again for all as before</source>
            <translation>独奏：只有这一层起作用；再按一次全部恢复</translation>
        </message>
        <message>
            <source>Solo %1</source>
            <translation>独奏：%1</translation>
        </message>
        <message>
            <source>M</source>
            <translation>M</translation>
        </message>
        <message>
            <source>Mute: this layer does not count; press again for its weight as before</source>
            <translation>静音：这一层不起作用；再按一次恢复权重</translation>
        </message>
        <message>
            <source>Mute %1</source>
            <translation>静音：%1</translation>
        </message>
        <message>
            <source>Where %1 is left</source>
            <translation>“%1”的损失剩在何处</translation>
        </message>
        <message>
            <source>How far this layer still is from the painting: 0 where both agree. Point to see where in the picture, click to keep it shown.</source>
            <translation>这一层与画作还差多少：完全一致时为 0。指向这里可查看损失在图片中的位置，点击则一直显示。</translation>
        </message>
        <message>
            <source>What this layer alone makes of the painting</source>
            <translation>这一层单独从画作中得到的纹理</translation>
        </message>
    </context>
    <context>
        <name>CompareLayer</name>
    <message>
        <source>%1 against %2</source>
        <translation>%1 与 %2 对比</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    </context>
    <context>
        <name>ResultName</name>
    <message>
        <source>Snapshot %1, step %2</source>
        <translation>快照 %1，第 %2 步</translation>
    </message>
    <message>
        <source>Result %1</source>
        <translation>结果 %1</translation>
    </message>
    </context>
    <context>
        <name>SettingDifferences</name>
    <message>
        <source>went on from %1</source>
        <translation>从 %1 继续</translation>
    </message>
        <message>
            <source>large forms</source>
            <translation>大形体</translation>
        </message>
        <message>
            <source>fine texture</source>
            <translation>细肌理</translation>
        </message>
    </context>
    <context>
        <name>velatura::CompareBar</name>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>In place</source>
        <translation>原位切换</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>All of them, moved and zoomed together</source>
        <translation>显示全部，一起移动和缩放</translation>
    </message>
    <message>
        <source>One at a time in the same place; X turns to the next</source>
        <translation>在同一位置一次显示一张；按 X 换到下一张</translation>
    </message>
    <message>
        <source>How far each colour is from the first picture&apos;s, amplified, on grey</source>
        <translation>以灰色为底，放大显示各处颜色与第一张的差距</translation>
    </message>
    <message>
        <source>How far they are apart, from dark (equal) to bright</source>
        <translation>相差的程度，由暗（相同）到亮</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>Turn to the next picture (X; held, it comes back when let go)</source>
        <translation>换到下一张（X；按住则松开后换回）</translation>
    </message>
    <message>
        <source>How much the difference is amplified</source>
        <translation>差异放大的倍数</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Which pictures are compared: up to four</source>
        <translation>选择要比较的图片，最多四张</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Back to one picture (Esc)</source>
        <translation>回到单张画面（Esc）</translation>
    </message>
    </context>
    <context>
        <name>velatura::GoOnPopup</name>
    <message>
        <source>Go on from %1</source>
        <translation>从%1继续</translation>
    </message>
    <message>
        <source>With the settings and styles as they are now.</source>
        <translation>按当前的参数和风格。</translation>
    </message>
    <message>
        <source>More steps</source>
        <translation>再画步数</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    </context>
    <context>
        <name>velatura::RefineButtons</name>
    <message>
        <source>Keep this: the picture as it is now, running or finished (K)</source>
        <translation>保留此图：运行中或已完成的当前画面（K）</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>保留此图</translation>
    </message>
    <message>
        <source>Go on from this result with the settings as they are now (G)</source>
        <translation>按当前参数从此结果继续（G）</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Compare with another result (C); Ctrl+click in the strip adds more</source>
        <translation>与另一个结果比较（C）；在缩略图栏按住 Ctrl 单击可添加</translation>
    </message>
    <message>
        <source>Compare results</source>
        <translation>比较结果</translation>
    </message>
        <message>
            <source>This engine paints in one pass; choose the optimiser to go on from this result</source>
            <translation>此引擎一次画成；要从此结果继续，请选择优化器</translation>
        </message>
        <message>
            <source>Refine</source>
            <translation>精修</translation>
        </message>
        <message>
            <source>The optimiser carries on from this picture, with its own settings (G)</source>
            <translation>优化器按自己的设置，从这张画面接着画（G）</translation>
        </message>
        <message>
            <source>Four other variations or strengths to choose from (V)</source>
            <translation>另给四种变化或强度供挑选（V）</translation>
        </message>
        <message>
            <source>Variations</source>
            <translation>变化</translation>
        </message>
    </context>
    <context>
        <name>velatura::TimelapseDialog</name>
    <message>
        <source>%1-time-lapse</source>
        <translation>%1-延时</translation>
    </message>
    <message>
        <source>Save the time-lapse as</source>
        <translation>延时影像另存为</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 已经存在。</translation>
    </message>
    <message>
        <source>Export time-lapse</source>
        <translation>导出延时影像</translation>
    </message>
    <message>
        <source>%1 frames of %2</source>
        <translation>%2的 %1 帧</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>存为</translation>
    </message>
    <message>
        <source>File or folder name</source>
        <translation>文件或文件夹名称</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    </context>
    <context>
        <name>velatura::VariationsPopup</name>
        <message>
            <source>Variations</source>
            <translation>变化</translation>
        </message>
        <message>
            <source>Takes after other parts of the painting</source>
            <translation>取法于画作的其他部分</translation>
        </message>
        <message>
            <source>Strengths</source>
            <translation>强度</translation>
        </message>
        <message>
            <source>From a touch of the style to more than the painting has</source>
            <translation>从略带风格到比原画更浓</translation>
        </message>
        <message>
            <source>Others</source>
            <translation>换一批</translation>
        </message>
        <message>
            <source>Four other variations</source>
            <translation>另外四种变化</translation>
        </message>
        <message>
            <source>Strength %1</source>
            <translation>强度 %1</translation>
        </message>
        <message>
            <source>Variation %1</source>
            <translation>变化 %1</translation>
        </message>
    </context>
    <context>
        <name>velatura::MixPad</name>
    <message>
        <source>%1: %2 %</source>
        <translation>%1：%2%</translation>
    </message>
    <message>
        <source>Drag the handle; a click on a picture gives that style all.</source>
        <translation>拖动手柄；点击图片则全部用那种风格。</translation>
    </message>
    <message>
        <source>Shares of the styles</source>
        <translation>各风格的比例</translation>
    </message>
    </context>
    <context>
        <name>velatura::StyleShelf</name>
    <message>
        <source>%1 is in the library already</source>
        <translation>%1 已在风格库中</translation>
    </message>
    <message>
        <source>Add %1 to the library</source>
        <translation>将 %1 加入风格库</translation>
    </message>
    <message>
        <source>Add %1 styles to the library</source>
        <translation>将 %1 种风格加入风格库</translation>
    </message>
    <message>
        <source>%1 is in the library now</source>
        <translation>%1 已加入风格库</translation>
    </message>
    <message>
        <source>%1 styles are in the library now</source>
        <translation>%1 种风格已加入风格库</translation>
    </message>
    <message>
        <source>Remove %1 from the library</source>
        <translation>从风格库移除 %1</translation>
    </message>
    <message>
        <source>Remove %1 styles from the library</source>
        <translation>从风格库移除 %1 种风格</translation>
    </message>
    <message>
        <source>%1 removed from the library</source>
        <translation>已从风格库移除 %1</translation>
    </message>
    <message>
        <source>%1 styles removed from the library</source>
        <translation>已从风格库移除 %1 种风格</translation>
    </message>
    <message>
        <source>Star styles</source>
        <translation>加星标</translation>
    </message>
    <message>
        <source>Take stars off styles</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Rename style</source>
        <translation>重命名风格</translation>
    </message>
    <message>
        <source>Tag style</source>
        <translation>修改标签</translation>
    </message>
    </context>
    <context>
        <name>velatura::LibraryModel</name>
    <message>
        <source>%1, starred</source>
        <translation>%1，已加星标</translation>
    </message>
    </context>
    <context>
        <name>velatura::LibraryPanel</name>
    <message>
        <source>Use as style</source>
        <translation>用作风格</translation>
    </message>
    <message>
        <source>Mix in as another style</source>
        <translation>混入为另一种风格</translation>
    </message>
    <message>
        <source>Styles like this</source>
        <translation>相似风格</translation>
    </message>
    <message>
        <source>Over a folder in Batch</source>
        <translation>用于批处理文件夹</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>This style comes with the program.</source>
        <translation>这是程序自带的风格。</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>Like %1: the nearest first</source>
        <translation>与“%1”相似：最近的在前</translation>
    </message>
    <message>
        <source>Looking at style %1 of %2…</source>
        <translation>正在看第 %1 种风格，共 %2 种…</translation>
    </message>
    <message>
        <source>Looking at %1…</source>
        <translation>正在看 %1…</translation>
    </message>
    <message>
        <source>Looking through the library…</source>
        <translation>正在查看风格库…</translation>
    </message>
    <message>
        <source>No style is like that. Clear the search or show all.</source>
        <translation>没有符合的风格。请清除搜索或显示全部。</translation>
    </message>
    <message>
        <source>Drop paintings here to keep them.</source>
        <translation>把画拖到这里保存。</translation>
    </message>
    <message>
        <source>Add styles</source>
        <translation>添加风格</translation>
    </message>
    <message>
        <source>Search by name or tag</source>
        <translation>按名称或标签搜索</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Shows the styles with a star alone</source>
        <translation>只显示加了星标的风格</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Copies paintings into the library; dropping them here does the same</source>
        <translation>把画复制到风格库中；拖放到这里也一样</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>样张…</translation>
    </message>
    <message>
        <source>Paints the photo small in every style that is shown here</source>
        <translation>用这里显示的每种风格把照片各画一小幅</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Ends the order by likeness</source>
        <translation>不再按相似程度排序</translation>
    </message>
    <message>
        <source>Styles of the library</source>
        <translation>风格库中的风格</translation>
    </message>
    <message>
        <source>Drop on the search line for styles like this picture, below it to keep the picture.</source>
        <translation>放在搜索栏上可找相似的风格，放在下方则保存这幅图。</translation>
    </message>
    </context>
    <context>
        <name>velatura::TagPopup</name>
    <message>
        <source>Tags of %1</source>
        <translation>“%1”的标签</translation>
    </message>
    <message>
        <source>oil, night, mine</source>
        <translation>油画，夜景，自己的</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Adds the tag %1</source>
        <translation>添加标签“%1”</translation>
    </message>
    </context>
    <context>
        <name>velatura::SheetWindow</name>
    <message>
        <source>Use as style</source>
        <translation>用作风格</translation>
    </message>
    <message>
        <source>Over a folder in Batch</source>
        <translation>用于批处理文件夹</translation>
    </message>
    <message>
        <source>Contact sheet of %1</source>
        <translation>%1 的样张</translation>
    </message>
    <message>
        <source>%1-contact-sheet.jpg</source>
        <translation>%1-样张.jpg</translation>
    </message>
    <message>
        <source>Export contact sheet</source>
        <translation>导出样张</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>图片 (%1)</translation>
    </message>
    <message>
        <source>%1 of %2 painted</source>
        <translation>已画 %1 幅，共 %2 幅</translation>
    </message>
    <message>
        <source>Stopped: %1 of %2 painted</source>
        <translation>已停止：画了 %1 幅，共 %2 幅</translation>
    </message>
    <message>
        <source>%1 styles painted; a click takes one</source>
        <translation>画了 %1 种风格；点击即可采用</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>, %1 could not be</source>
        <translation>，%1 幅未能画成</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>样张</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Paints many photos in the chosen style</source>
        <translation>用所选风格画许多照片</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Writes the sheet as one picture, with the names of the styles</source>
        <translation>把整张样张存为一幅图片，附风格名称</translation>
    </message>
    </context>
    <context>
        <name>velatura::LibraryDesk</name>
    <message>
        <source>Dropped picture</source>
        <translation>拖入的图片</translation>
    </message>
    <message>
        <source>A contact sheet needs a photo: drop one into the photo slot.</source>
        <translation>样张需要一张照片：请拖一张到照片槽中。</translation>
    </message>
    <message>
        <source>The library shows no style to paint with. Clear its search, or add styles.</source>
        <translation>风格库没有显示可用的风格。请清除搜索，或添加风格。</translation>
    </message>
    <message>
        <source>Contact sheet saved as %1</source>
        <translation>样张已保存为 %1</translation>
    </message>
    <message>
        <source>Style library</source>
        <translation>风格库</translation>
    </message>
    </context>
    <context>
        <name>velatura::DistancePopup</name>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Content distance</source>
        <translation>内容距离</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>To the photo: 0 is the photo itself</source>
        <translation>到照片的距离：0 就是照片本身</translation>
    </message>
    <message>
        <source>Style distance</source>
        <translation>风格距离</translation>
    </message>
    <message>
        <source>Style distance, %1</source>
        <translation>风格距离（%1）</translation>
    </message>
    <message>
        <source>To the painting: 0 has its statistics</source>
        <translation>到画作的距离：0 表示统计特征相同</translation>
    </message>
    <message>
        <source>Small content distance: the photo's things are still there. Small style distance: texture and colour are the painting's. Both are seen by the perceptual network that comes with the program, so they compare results with each other, not with other programs.</source>
        <translation>内容距离小：照片中的事物还在。风格距离小：纹理和颜色像那幅画。两者都由程序自带的感知网络所见，适合在结果之间比较，不适合与其他程序比较。</translation>
    </message>
    </context>
</TS>
