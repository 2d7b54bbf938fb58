-- Turns the HTML of a notebook's outputs into parts of the document, tables above all, so that
-- a PDF has real rows and header cells, and takes each cell's side from its class.
-- Both renderers run this filter on the way to a PDF.

local SIDES = {
  gt_right = pandoc.AlignRight,
  gt_center = pandoc.AlignCenter,
  gt_left = pandoc.AlignLeft,
}

local function strong(cell)
  cell.contents = cell.contents:walk({
    Plain = function(el)
      return pandoc.Plain({ pandoc.Strong(el.content) })
    end,
  })
end

local function align(rows)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      for _, class in ipairs(cell.classes) do
        cell.alignment = SIDES[class] or cell.alignment
        if class == "gt_group_heading" then
          strong(cell)
        end
      end
    end
  end
end

-- Go through every cell that lies in one column: its number and its text.
local function each_text(tbl, visit)
  local function rows(list)
    for _, row in ipairs(list) do
      local at = 1
      for _, cell in ipairs(row.cells) do
        if cell.col_span == 1 then
          visit(at, pandoc.utils.stringify(cell.contents))
        end
        at = at + cell.col_span
      end
    end
  end
  rows(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows(body.head)
    rows(body.body)
  end
end

-- How many letters go on a line of a table: more columns are set in smaller type.
local function capacity(count)
  return count < 7 and 102 or count < 10 and 117 or 127
end

-- What the space on both sides of a cell takes, in letters.
local PADDING = 3

-- Share the line out among the columns of a table that does not fit: each has room for
-- its longest word, and what is left goes to those with most to say. A table that fits
-- has columns as wide as their content.
local function widths(tbl)
  local count = #tbl.colspecs
  local word, line = {}, {}
  for n = 1, count do
    word[n], line[n] = 0, 0
  end
  each_text(tbl, function(n, text)
    line[n] = math.max(line[n], utf8.len(text) or #text)
    for part in text:gmatch("%S+") do
      word[n] = math.max(word[n], utf8.len(part) or #part)
    end
  end)
  local words, lines = 0, 0
  for n = 1, count do
    word[n], line[n] = 1.1 * word[n] + PADDING, 1.1 * line[n] + PADDING
    words, lines = words + word[n], lines + line[n]
  end
  local room = capacity(count)
  if lines <= room then
    return {}
  end
  local share = math.max(0, room - words) / (lines - words)
  local total = words + share * (lines - words)
  local out = {}
  for n = 1, count do
    out[n] = (word[n] + share * (line[n] - word[n])) / total
  end
  return out
end

-- Columns begin at the left unless they say so.
local function columns(tbl)
  local width = widths(tbl)
  local out = pandoc.List({})
  for n, spec in ipairs(tbl.colspecs) do
    local side = spec[1] == pandoc.AlignDefault and pandoc.AlignLeft or spec[1]
    out:insert({ side, width[n] })
  end
  return out
end

-- A note across the whole foot of a table would set the widths of its columns.
local function take_notes(tbl)
  local notes = pandoc.Blocks({})
  local rows = pandoc.List({})
  for _, row in ipairs(tbl.foot.rows) do
    if #row.cells == 1 and row.cells[1].col_span == #tbl.colspecs then
      notes:insert(pandoc.Para(pandoc.utils.blocks_to_inlines(row.cells[1].contents)))
    else
      rows:insert(row)
    end
  end
  tbl.foot.rows = rows
  return notes
end

local function raw(text)
  return pandoc.RawBlock("typst", text)
end

-- Quarto's Typst writer drops the caption of a table in a notebook's output.
local function framed(tbl)
  local caption = pandoc.utils.blocks_to_inlines(tbl.caption.long)
  tbl.caption = { long = {} }
  local notes = take_notes(tbl)
  if #caption == 0 and #notes == 0 then
    return tbl
  end
  local out = pandoc.Blocks({ raw("#framed([") })
  out:insert(pandoc.Plain(caption))
  out:insert(raw("], ["))
  out:insert(tbl)
  out:insert(raw("], ["))
  out:extend(notes)
  out:insert(raw("])"))
  return out
end

local function tidy(tbl)
  align(tbl.head.rows)
  for _, row in ipairs(tbl.head.rows) do
    row.cells:map(strong)
  end
  align(tbl.foot.rows)
  for _, body in ipairs(tbl.bodies) do
    align(body.head)
    align(body.body)
  end
  tbl.colspecs = columns(tbl)
  return framed(tbl)
end

local function read(el)
  if not el.format:match("^html") then
    return nil
  end
  local blocks = pandoc.read(el.text, "html").blocks
  if not el.text:match("<table") then
    return blocks
  end
  local found = pandoc.Blocks({})
  blocks:walk({
    Table = function(tbl)
      found:insert(tbl)
    end,
  })
  return found
end

if FORMAT:match("typst") then
  return { { RawBlock = read }, { Table = tidy } }
end
